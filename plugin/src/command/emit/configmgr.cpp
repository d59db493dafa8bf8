#include "command/emit/emit_commands.hpp"
#include "command/emit/emit_options.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace acsgate {

void add_emit_configmgr(CLI::App &emit_command, int &exit_code) {
  CLI::App *command = emit_command.add_subcommand(
      "configmgr",
      "Scripts that create the gate, its conditions, the Agent's application, a baseline and collections in ConfigMgr");
  const auto options = std::make_shared<EmitOptions>();
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = emit(*options, "configmgr", configmgr_files); });
}

} // namespace acsgate
