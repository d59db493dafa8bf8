#include "facts/package_identity.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

constexpr std::size_t k_token_digits = 16;
constexpr std::size_t k_max_part = 256; ///< of a name; Windows' own are under 120 characters

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= k_max_part &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '_' || c == '.'; });
}

bool is_version(std::string_view text) {
  std::size_t parts = 0;
  while (true) {
    const std::size_t end = std::min(text.find('.'), text.size());
    unsigned long part = 0;
    if (!parse_decimal(text.substr(0, end), 0xFFFFFFFFUL, part)) {
      return false;
    }
    ++parts;
    if (end == text.size()) {
      return parts == 4;
    }
    text.remove_prefix(end + 1);
  }
}

} // namespace

std::optional<PackageIdentity> parse_package_identity(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::size_t end = std::min(text.find('~'), text.size());
    const bool last = index + 1 == parts.size();
    if (last != (end == text.size())) {
      return std::nullopt;
    }
    parts[index] = text.substr(0, end);
    text.remove_prefix(last ? end : end + 1);
  }
  const auto &[name, token, arch, language, version] = parts;
  if (!is_name(name) || token.size() != k_token_digits || !std::ranges::all_of(token, is_hex) || !is_name(arch) ||
      !(language.empty() || is_name(language)) || !is_version(version)) {
    return std::nullopt;
  }
  return PackageIdentity{name, arch, language, version};
}

std::optional<BuildRevision> parse_rollup_version(std::string_view version) {
  const auto first = version.find('.');
  if (first == std::string_view::npos) {
    return std::nullopt;
  }
  const auto second = std::min(version.find('.', first + 1), version.size());
  unsigned long build = 0;
  unsigned long ubr = 0;
  if (!parse_decimal(version.substr(0, first), 0x7FFFFFFFUL, build) ||
      !parse_decimal(version.substr(first + 1, second - first - 1), 0x7FFFFFFFUL, ubr)) {
    return std::nullopt;
  }
  return BuildRevision{static_cast<std::uint32_t>(build), static_cast<std::uint32_t>(ubr)};
}

std::string_view os_arch(std::string_view processor_architecture) {
  static constexpr std::pair<std::string_view, std::string_view> k_names[] = {
      {"amd64", "x64"}, {"arm64", "arm64"}, {"ia64", "ia64"}, {"x86", "x86"}};
  const std::string lower = lower_ascii(processor_architecture);
  const auto *const found = std::ranges::find(k_names, lower, [](const auto &row) { return row.first; });
  return found == std::end(k_names) ? std::string_view() : found->second;
}

} // namespace acsgate
