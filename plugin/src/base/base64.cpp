#include "base/base64.hpp"

#include <cstdint>

namespace acsgate {

namespace {

constexpr std::string_view k_base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_blank(char letter) { return letter == ' ' || letter == '\r' || letter == '\n' || letter == '\t'; }

} // namespace

std::string base64_of(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t next = at; next < at + 3; ++next) {
      group = group << 8U | (next < bytes.size() ? static_cast<std::uint8_t>(bytes[next]) : 0U);
    }
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += at + digit > bytes.size() ? '=' : k_base64[(group >> (18 - 6 * digit)) & 63U];
    }
  }
  return text;
}

std::optional<std::string> parse_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t group = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char letter : text) {
    if (is_blank(letter)) {
      continue;
    }
    const std::size_t value = k_base64.find(letter);
    if (letter == '=' ? digits % 4 < 2 : value == std::string_view::npos || padding > 0) {
      return std::nullopt;
    }
    padding += letter == '=' ? 1 : 0;
    group = group << 6U | (letter == '=' ? 0U : static_cast<std::uint32_t>(value));
    if (++digits % 4 == 0) {
      for (const unsigned shift : {16U, 8U, 0U}) {
        bytes += static_cast<char>((group >> shift) & 0xFFU);
      }
      group = 0;
    }
  }
  if (digits % 4 != 0 || padding > 2) {
    return std::nullopt;
  }
  bytes.resize(bytes.size() - padding);
  return bytes;
}

} // namespace acsgate
