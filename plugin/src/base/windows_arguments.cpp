#include "base/windows_arguments.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

bool needs_quotes(std::string_view argument) {
  return argument.empty() || argument.find_first_of(" \t\n\v\"") != std::string_view::npos;
}

/// `NAME` of `NAME=value`, or empty if the argument is no property. Public properties are in capitals.
std::string_view property_of(std::string_view argument) {
  const std::string_view name = argument.substr(0, argument.find('='));
  const bool property =
      name.size() < argument.size() && !name.empty() &&
      std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; });
  return property ? name : std::string_view();
}

bool is_msiexec(std::string_view program) {
  const std::string name = lower_ascii(program.substr(program.find_last_of("\\/") + 1));
  return name == "msiexec.exe" || name == "msiexec";
}

} // namespace

std::string windows_argument(std::string_view argument) {
  if (!needs_quotes(argument)) {
    return std::string(argument);
  }
  std::string quoted = "\"";
  std::size_t backslashes = 0;
  for (const char character : argument) {
    if (character == '"') {
      quoted.append(backslashes + 1, '\\'); // backslashes count only before a quote: double them, and one for the quote
    }
    backslashes = character == '\\' ? backslashes + 1 : 0;
    quoted += character;
  }
  quoted.append(backslashes, '\\');
  return quoted + '"';
}

std::string msiexec_argument(std::string_view argument) {
  const std::string_view name = property_of(argument);
  if (name.empty() || !needs_quotes(argument)) {
    return windows_argument(argument);
  }
  std::string quoted = std::string(name) + "=\"";
  for (const char character : argument.substr(name.size() + 1)) {
    quoted.append(character == '"' ? 2 : 1, character);
  }
  return quoted + '"';
}

std::string windows_command_line(std::span<const std::string> words) {
  // A program's own name has no escapes, and no file name has a quote in it.
  std::string line = '"' + words.front() + '"';
  const bool msiexec = is_msiexec(words.front());
  for (const std::string &word : words.subspan(1)) {
    line += ' ' + (msiexec ? msiexec_argument(word) : windows_argument(word));
  }
  return line;
}

} // namespace acsgate
