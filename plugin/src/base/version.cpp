#include "base/version.hpp"

#include "base/text.hpp"

#include <array>
#include <tuple>

namespace acsgate {

namespace {

constexpr unsigned long k_max_part = 2147483647;

} // namespace

std::optional<Version> parse_version(std::string_view text) {
  std::array<std::uint32_t, 4> parts{};
  std::size_t count = 0;
  while (true) {
    const std::size_t end = text.find_first_of(".-");
    unsigned long part = 0;
    if (count == parts.size() || !parse_decimal(text.substr(0, end), k_max_part, part)) {
      return std::nullopt;
    }
    parts[count] = static_cast<std::uint32_t>(part);
    ++count;
    if (end == std::string_view::npos) {
      break;
    }
    if (text[end] == '-' && count != 3) { // the dash stands before the build of four parts and nowhere else
      return std::nullopt;
    }
    text.remove_prefix(end + 1);
  }
  if (count == 4) {
    return Version{parts[0], parts[1], parts[2], parts[3]};
  }
  if (count == 3) {
    return Version{parts[0], parts[1], std::nullopt, parts[2]};
  }
  return std::nullopt;
}

std::string to_string(const Version &version) {
  const std::string front = std::to_string(version.major) + '.' + std::to_string(version.minor) + '.';
  const std::string build = std::to_string(version.build);
  return version.patch ? front + std::to_string(*version.patch) + '-' + build : front + build;
}

std::strong_ordering compare(const Version &left, const Version &right, std::uint32_t patch) {
  const auto key = [patch](const Version &version) {
    return std::tuple(version.major, version.minor, version.patch.value_or(patch), version.build);
  };
  return key(left) <=> key(right);
}

} // namespace acsgate
