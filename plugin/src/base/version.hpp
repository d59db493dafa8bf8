#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// A product build as vendors print it. `20.0.0-6690` and `20.0.0.6690` have four parts; the Add/Remove list of Windows shows
/// three (`20.0.6690`), because Windows Installer compares three fields only: then the patch is not known.
struct Version {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::optional<std::uint32_t> patch;
  std::uint32_t build = 0;
  bool operator==(const Version &) const = default;
};

/// Each part is a decimal number up to 2147483647 without leading zeros. Surrounding text is an error.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);

/// `20.0.0-6690`, or `20.0.6690` where the patch is not known.
[[nodiscard]] std::string to_string(const Version &version);

/// Order of two builds whose patches are both known.
/// `patch` stands in where a version has none.
[[nodiscard]] std::strong_ordering compare(const Version &left, const Version &right, std::uint32_t patch = 0);

} // namespace acsgate
