#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace acsgate {

/// Lower-case hex digits, two a byte.
[[nodiscard]] inline std::string hex_of(std::span<const std::uint8_t> bytes) {
  static constexpr char k_hex_digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += k_hex_digits[byte >> 4U];
    text += k_hex_digits[byte & 15U];
  }
  return text;
}

} // namespace acsgate
