#include "artifact/der.hpp"

#include "base/text.hpp"

namespace acsgate {

std::optional<DerItem> DerReader::next() {
  if (m_rest.size() < 2) {
    return std::nullopt;
  }
  DerItem item;
  item.tag = byte_at(m_rest, 0);
  if ((item.tag & 0x1FU) == 0x1FU) {
    return std::nullopt;
  }
  std::size_t header = 2;
  std::size_t length = byte_at(m_rest, 1);
  if (length >= 0x80) {
    const std::size_t count = length & 0x7FU;
    if (count == 0 || count > 4 || m_rest.size() < 2 + count || byte_at(m_rest, 2) == 0) {
      return std::nullopt;
    }
    length = 0;
    for (std::size_t i = 0; i < count; ++i) {
      length = length << 8U | byte_at(m_rest, 2 + i);
    }
    if (length < 0x80) {
      return std::nullopt;
    }
    header += count;
  }
  if (length > m_rest.size() - header) {
    return std::nullopt;
  }
  item.whole = m_rest.substr(0, header + length);
  item.content = item.whole.substr(header);
  m_rest.remove_prefix(item.whole.size());
  return item;
}

std::optional<DerItem> DerReader::next(std::uint8_t tag) {
  if (m_rest.empty() || byte_at(m_rest, 0) != tag) {
    return std::nullopt;
  }
  return next();
}

std::optional<DerReader> DerReader::enter(std::uint8_t tag) {
  const auto item = next(tag);
  return item ? std::optional(DerReader(item->content)) : std::nullopt;
}

std::string oid_text(std::string_view content) {
  constexpr std::size_t k_longest = 40;
  if (content.empty() || content.size() > k_longest) {
    return {};
  }
  std::string text;
  std::uint64_t arc = 0;
  bool inside = false;
  for (const char byte : content) {
    const auto value = static_cast<std::uint8_t>(byte);
    if ((!inside && value == 0x80) || arc > (UINT64_MAX >> 8U)) {
      return {};
    }
    arc = arc << 7U | (value & 0x7FU);
    inside = (value & 0x80U) != 0;
    if (inside) {
      continue;
    }
    if (text.empty()) {
      const std::uint64_t first = arc < 40 ? 0 : arc < 80 ? 1 : 2;
      text = std::to_string(first) + '.' + std::to_string(arc - first * 40);
    } else {
      text += '.' + std::to_string(arc);
    }
    arc = 0;
  }
  return inside ? std::string() : text;
}

std::optional<Timestamp> der_time(const DerItem &item) {
  std::string digits(item.content);
  if (item.tag == der::k_utc_time) {
    if (digits.size() != 13) {
      return std::nullopt;
    }
    digits.insert(0, digits[0] >= '5' ? "19" : "20"); // RFC 5280, 4.1.2.5.1
  } else if (item.tag != der::k_generalized_time) {
    return std::nullopt;
  }
  if (digits.size() < 15 || digits.back() != 'Z' || (digits.size() > 15 && digits[14] != '.')) {
    return std::nullopt;
  }
  const std::string date = digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6, 2);
  return parse_timestamp(date + 'T' + digits.substr(8, 2) + ':' + digits.substr(10, 2) + ':' + digits.substr(12, 2) + 'Z');
}

std::optional<std::string_view> bit_string(const DerItem &item) {
  if (item.tag != der::k_bit_string || item.content.empty() || item.content.front() != '\0') {
    return std::nullopt;
  }
  return item.content.substr(1);
}

} // namespace acsgate
