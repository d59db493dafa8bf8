#include "facts/json_scan.hpp"

#include <cstring>

namespace acsgate {

namespace {

constexpr std::uint64_t k_scan_max_number = 2147483647;

} // namespace

bool JsonScan::ends_at(std::size_t end) const {
  const char letter = m_text[end];
  return end == *m_next || letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

bool JsonScan::number(std::optional<std::uint32_t> &number) {
  std::size_t at = *m_next;
  const std::size_t start = at;
  std::uint64_t value = 0;
  while (m_text[at] >= '0' && m_text[at] <= '9' && value <= k_scan_max_number) {
    value = 10 * value + static_cast<std::uint64_t>(m_text[at] - '0');
    ++at;
  }
  if (at == start || value > k_scan_max_number || (m_text[start] == '0' && at - start > 1)) {
    return false;
  }
  ++m_next;
  number = static_cast<std::uint32_t>(value);
  return ends_at(at);
}

bool JsonScan::boolean(std::optional<bool> &boolean) {
  // A NUL ends the text, so a comparison never goes beyond it.
  const char *const rest = m_text + *m_next;
  const bool yes = std::strncmp(rest, "true", 4) == 0;
  if (!yes && std::strncmp(rest, "false", 5) != 0) {
    return false;
  }
  const std::size_t end = *m_next + (yes ? 4U : 5U);
  ++m_next;
  boolean = yes;
  return ends_at(end);
}

} // namespace acsgate
