#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace acsgate {

/// A version of Windows as programs print it.
struct WindowsVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t build = 0;
  std::optional<std::uint32_t> fourth; ///< what it means depends on the program: the UBR, the service pack, or nothing
};

/// `10.0.17763` or `10.0.17763.2210`: versions 5.0 to 5.2, 6.0 to 6.3 and 10.0, builds from 1000 to 99999. Parts with a leading
/// zero are refused: a spreadsheet makes a date of 6.1.7601.
[[nodiscard]] std::optional<WindowsVersion> parse_windows_version(std::string_view text);

/// A build alone: `17763`.
[[nodiscard]] std::optional<std::uint32_t> parse_windows_build(std::string_view text);

/// `x64`, `x86`, `arm64`, `arm` or `ia64` for what WMI and other tools call an architecture in any language: `64-bit`, `64 bits`,
/// `AMD64`, `x86_64`, `ARM 64-bit Processor`. Empty for other text.
[[nodiscard]] std::string_view architecture_of(std::string_view text);

} // namespace acsgate
