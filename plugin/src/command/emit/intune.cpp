#include "command/emit/emit_commands.hpp"
#include "command/emit/emit_options.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace acsgate {

void add_emit_intune(CLI::App &emit_command, int &exit_code) {
  CLI::App *command = emit_command.add_subcommand("intune", "Requirement, detection and remediation scripts for Intune");
  const auto options = std::make_shared<EmitOptions>();
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = emit(*options, "intune", intune_files); });
}

} // namespace acsgate
