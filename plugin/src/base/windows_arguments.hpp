#pragma once

#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// One argument of a Windows command line, quoted so that a program reads back exactly `argument` (Microsoft, "Parsing C++
/// command-line arguments"): a Windows program gets one text and takes it apart by itself.
[[nodiscard]] std::string windows_argument(std::string_view argument);

/// A property for msiexec.exe, which goes by rules of its own: `NAME="a value"`, with a quote in the value doubled (Microsoft,
/// "Command-line options" of Windows Installer). Everything else as windows_argument has it.
[[nodiscard]] std::string msiexec_argument(std::string_view argument);

/// The command line that starts `words[0]` with the rest as arguments. UTF-8, to be converted.
[[nodiscard]] std::string windows_command_line(std::span<const std::string> words);

} // namespace acsgate
