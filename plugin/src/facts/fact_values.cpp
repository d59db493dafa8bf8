#include "facts/fact_values.hpp"

#include "base/text.hpp"
#include "facts/fact_words.hpp"

#include <array>

namespace acsgate {

namespace {

constexpr std::size_t k_sha1_digits = 40;
constexpr std::size_t k_sha256_digits = 64;

/// False if one is no hex digit; `bytes` is spoilt then. A fleet has millions of thumbprints: without a branch in them, the loops
/// become vector instructions.
template <std::size_t digits> bool read_hex(std::string_view text, std::uint8_t *bytes) {
  std::array<std::uint8_t, digits> values{};
  std::uint8_t strange = 0;
  for (std::size_t at = 0; at < digits; ++at) {
    const auto number = static_cast<std::uint8_t>(text[at] - '0');
    const auto letter = static_cast<std::uint8_t>((text[at] | 0x20) - 'a');
    strange |= static_cast<std::uint8_t>((number > 9) & (letter > 5));
    values[at] = number > 9 ? static_cast<std::uint8_t>(letter + 10) : number;
  }
  for (std::size_t at = 0; at < digits / 2; ++at) {
    bytes[at] = static_cast<std::uint8_t>(values[2 * at] << 4U | values[2 * at + 1]);
  }
  return strange == 0;
}

} // namespace

std::optional<Kb> parse_kb(std::string_view text) {
  static constexpr std::size_t k_letters = 2;
  static constexpr unsigned long k_smallest = 1000;
  static constexpr unsigned long k_largest = 99999999;
  unsigned long number = 0;
  const bool letters = text.size() > k_letters && (text[0] == 'K' || text[0] == 'k') && (text[1] == 'B' || text[1] == 'b');
  if (!letters || !parse_decimal(text.substr(k_letters), k_largest, number) || number < k_smallest) {
    return std::nullopt;
  }
  return static_cast<Kb>(number);
}

bool read_thumbprint(std::string_view text, Thumbprint &thumbprint) {
  thumbprint.size = static_cast<std::uint8_t>(text.size() / 2);
  if (text.size() == k_sha1_digits) {
    return read_hex<k_sha1_digits>(text, thumbprint.bytes.data());
  }
  return text.size() == k_sha256_digits && read_hex<k_sha256_digits>(text, thumbprint.bytes.data());
}

std::optional<Thumbprint> parse_thumbprint(std::string_view text) {
  Thumbprint thumbprint;
  return read_thumbprint(text, thumbprint) ? std::optional(thumbprint) : std::nullopt;
}

std::optional<GroupStatus> parse_group_status(std::string_view text) {
  for (const auto &[word, status] : k_group_statuses) {
    if (word == text) {
      return status;
    }
  }
  return std::nullopt;
}

} // namespace acsgate
