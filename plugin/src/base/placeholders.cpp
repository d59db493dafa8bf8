#include "base/placeholders.hpp"

namespace acsgate {

std::string fill_placeholders(std::string_view pattern, std::span<const std::string> values) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool placeholder = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 1] >= '0' && pattern[at + 1] <= '9' &&
                             pattern[at + 2] == '}';
    if (!placeholder) {
      text += pattern[at];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[at + 1] - '0');
    if (index < values.size()) {
      text += values[index];
    }
    at += 2;
  }
  return text;
}

} // namespace acsgate
