#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace acsgate {

/// Numbers as Windows writes them. What lies beyond the end of `bytes` counts as 0, so that a caller who has checked the size of
/// a header need not check each field.
[[nodiscard]] inline std::uint8_t u8_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
}

[[nodiscard]] inline std::uint16_t u16_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(u8_at(bytes, at) | u8_at(bytes, at + 1) << 8U);
}

[[nodiscard]] inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  return u16_at(bytes, at) | static_cast<std::uint32_t>(u16_at(bytes, at + 2)) << 16U;
}

[[nodiscard]] inline std::uint64_t u64_at(std::string_view bytes, std::size_t at) {
  return u32_at(bytes, at) | static_cast<std::uint64_t>(u32_at(bytes, at + 4)) << 32U;
}

} // namespace acsgate
