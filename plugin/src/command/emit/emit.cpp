#include "command/commands.hpp"
#include "command/emit/emit_commands.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

void add_emit(CLI::App &app, int &exit_code) {
  CLI::App *emit = app.add_subcommand("emit", "Write what ConfigMgr or Intune need to install a rollout through the gate");
  emit->require_subcommand(1);
  emit->footer("Exit codes: 0 written, or written already; 20 policy or rollout, 21 usage, 22 input or machine");
  add_emit_configmgr(*emit, exit_code);
  add_emit_intune(*emit, exit_code);
}

} // namespace acsgate
