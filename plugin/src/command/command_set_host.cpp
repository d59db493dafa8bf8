#include "command/command_set.hpp"
#include "command/commands.hpp"

namespace acsgate {

void add_commands(CLI::App &app, int &exit_code) {
  add_check(app, exit_code);
  add_facts_of_host(app, exit_code);
  add_policy(app, exit_code);
  add_detect(app, exit_code);
  add_run(app, exit_code);
  add_postcheck(app, exit_code);
  add_tattoo(app, exit_code);
}

} // namespace acsgate
