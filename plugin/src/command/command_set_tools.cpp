#include "command/command_set.hpp"
#include "command/commands.hpp"
#include "command/policy_commands.hpp"

namespace acsgate {

void add_commands(CLI::App &app, int &exit_code) {
  add_check(app, exit_code);
  add_facts(app, exit_code);
  add_fleet(app, exit_code);
  CLI::App &policy = add_policy(app, exit_code);
  add_policy_new(policy, exit_code);
  add_policy_lint(policy, exit_code);
  add_policy_test(policy, exit_code);
  add_policy_diff(policy, exit_code);
  add_policy_schema(policy, exit_code);
  add_detect(app, exit_code);
  add_inspect(app, exit_code);
  add_run(app, exit_code);
  add_postcheck(app, exit_code);
  add_tattoo(app, exit_code);
  add_wave(app, exit_code);
  add_emit(app, exit_code);
}

} // namespace acsgate
