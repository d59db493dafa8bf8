#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Each adds one subcommand to `emit`.
void add_emit_configmgr(CLI::App &emit, int &exit_code);
void add_emit_intune(CLI::App &emit, int &exit_code);

} // namespace acsgate
