#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Adds commands to the program; the one that runs sets the exit code.
using CommandSet = void (&)(CLI::App &app, int &exit_code);

/// Runs the program with these commands and UTF-8 arguments (without the program's name) and returns its exit code. Throws
/// nothing.
[[nodiscard]] int run_command_line(CommandSet add_commands, std::vector<std::string> arguments);

} // namespace acsgate
