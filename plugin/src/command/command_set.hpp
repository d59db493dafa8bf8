#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Adds the commands of this program to `app`. There are two sets, and the build picks one for each program by file:
/// command_set_tools.cpp has everything; command_set_host.cpp leaves out what authors and controllers use, so that what is copied
/// to every Windows host stays small.
void add_commands(CLI::App &app, int &exit_code);

} // namespace acsgate
