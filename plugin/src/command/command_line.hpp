#pragma once

#include <string>
#include <vector>

namespace acsgate {

/// Runs the program with these UTF-8 arguments (without the program's name) and returns its exit code. Throws nothing.
[[nodiscard]] int run_command_line(std::vector<std::string> arguments);

} // namespace acsgate
