#include "facts/import/windows_version.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acsgate {

namespace {

constexpr unsigned long k_smallest_build = 1000; // Windows NT 4.0 was 1381
constexpr unsigned long k_largest_build = 99999;
constexpr unsigned long k_largest_part = 2147483647;

constexpr std::pair<unsigned long, unsigned long> k_versions[] = {{5, 0}, {5, 1}, {5, 2}, {6, 0},
                                                                  {6, 1}, {6, 2}, {6, 3}, {10, 0}};

} // namespace

std::optional<WindowsVersion> parse_windows_version(std::string_view text) {
  std::array<unsigned long, 4> parts{};
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    const std::size_t dot = text.find('.');
    if (count == parts.size() || !parse_decimal(text.substr(0, dot), k_largest_part, parts[count])) {
      return std::nullopt;
    }
    more = dot != std::string_view::npos;
    text.remove_prefix(more ? dot + 1 : text.size());
  }
  const bool known = std::ranges::find(k_versions, std::pair(parts[0], parts[1])) != std::end(k_versions);
  if (count < 3 || !known || parts[2] < k_smallest_build || parts[2] > k_largest_build) {
    return std::nullopt;
  }
  WindowsVersion version{static_cast<std::uint32_t>(parts[0]), static_cast<std::uint32_t>(parts[1]),
                         static_cast<std::uint32_t>(parts[2]), std::nullopt};
  if (count == 4) {
    version.fourth = static_cast<std::uint32_t>(parts[3]);
  }
  return version;
}

std::optional<std::uint32_t> parse_windows_build(std::string_view text) {
  unsigned long build = 0;
  return parse_decimal(text, k_largest_build, build) && build >= k_smallest_build
             ? std::optional(static_cast<std::uint32_t>(build))
             : std::nullopt;
}

std::string_view architecture_of(std::string_view text) {
  // In this order: "ARM 64-bit" and "x86_64" hold two of these.
  static constexpr std::pair<std::string_view, std::string_view> k_words[] = {
      {"arm64", "arm64"}, {"aarch64", "arm64"}, {"itanium", "ia64"}, {"ia64", "ia64"},
      {"64", "x64"},      {"32", "x86"},        {"86", "x86"},
  };
  const std::string lower = lower_ascii(text);
  const auto holds = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
  if (lower.starts_with("arm")) {
    return holds("64") ? "arm64" : "arm";
  }
  const auto word = std::ranges::find_if(k_words, [&](const auto &entry) { return holds(entry.first); });
  return word == std::end(k_words) ? std::string_view() : word->second;
}

} // namespace acsgate
