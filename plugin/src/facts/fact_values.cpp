#include "facts/fact_values.hpp"

#include "base/text.hpp"
#include "facts/fact_words.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace acsgate {

namespace {

constexpr std::size_t k_sha1_digits = 40;
constexpr std::size_t k_sha256_digits = 64;

constexpr std::size_t k_digits_at_once = 8;

/// Each byte of a word set to the same value.
constexpr std::uint64_t every(std::uint8_t value) { return 0x0101010101010101U * value; }

/// Eight hex digits at once, as four bytes: a fleet has millions of thumbprints. False if one is no digit; `bytes` is spoilt
/// then.
bool read_hex(const char *digits, std::uint8_t *bytes) {
  static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte of the word");
  std::uint64_t text = 0;
  std::memcpy(&text, digits, k_digits_at_once);
  const std::uint64_t letter = (text >> 6U) & every(1); // 0x41 to 0x46 and 0x61 to 0x66, against 0x30 to 0x39
  const std::uint64_t low = text & every(0x0F);
  const std::uint64_t high = (text >> 4U) & every(0x0F);
  const bool right = (high | (letter << 1U)) == every(3) + 3 * letter &&    // 3 for digits; 4 or 6 for letters
                     ((low + every(6) + 3 * letter) & every(0x10)) == 0 &&  // at most 9; at most 6
                     ((low + 0x0F * letter) & every(0x10)) == letter << 4U; // letters begin at 1
  const std::uint64_t values = low + 9 * letter;
  // A byte is two values; the four of them are moved together.
  std::uint64_t pairs = ((values << 4U) | (values >> 8U)) & 0x00FF00FF00FF00FFU;
  pairs = (pairs | (pairs >> 8U)) & 0x0000FFFF0000FFFFU;
  const auto four = static_cast<std::uint32_t>(pairs | (pairs >> 16U));
  std::memcpy(bytes, &four, sizeof four);
  return right;
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

std::optional<Thumbprint> parse_thumbprint(std::string_view text) {
  if (text.size() != k_sha1_digits && text.size() != k_sha256_digits) {
    return std::nullopt;
  }
  Thumbprint thumbprint;
  thumbprint.size = static_cast<std::uint8_t>(text.size() / 2);
  bool right = true;
  for (std::size_t at = 0; at < text.size(); at += k_digits_at_once) {
    right = read_hex(text.data() + at, thumbprint.bytes.data() + at / 2) && right;
  }
  return right ? std::optional(thumbprint) : std::nullopt;
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
