#include "base/utf16.hpp"

#include "base/text.hpp"

namespace acsgate {

void append_utf8(std::string &out, std::uint32_t point) {
  const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<std::uint8_t>(byte)); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0U | (point >> 6U));
    add(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    add(0xE0U | (point >> 12U));
    add(0x80U | ((point >> 6U) & 0x3FU));
    add(0x80U | (point & 0x3FU));
  } else {
    add(0xF0U | (point >> 18U));
    add(0x80U | ((point >> 12U) & 0x3FU));
    add(0x80U | ((point >> 6U) & 0x3FU));
    add(0x80U | (point & 0x3FU));
  }
}

std::string utf8_from_utf16(std::string_view bytes, bool big_endian) {
  const auto unit_at = [&](std::size_t at) {
    const std::uint32_t first = byte_at(bytes, at);
    const std::uint32_t second = byte_at(bytes, at + 1);
    return big_endian ? (first << 8U) | second : (second << 8U) | first;
  };
  std::string out;
  out.reserve(bytes.size() / 2 + bytes.size() / 8);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t point = unit_at(at);
    if (point >= 0xD800 && point < 0xE000) {
      const std::uint32_t low = point < 0xDC00 && at + 3 < bytes.size() ? unit_at(at + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        point = 0x10000U + ((point - 0xD800U) << 10U) + (low - 0xDC00U);
        at += 2;
      } else {
        point = 0xFFFD;
      }
    }
    append_utf8(out, point);
  }
  return out;
}

} // namespace acsgate
