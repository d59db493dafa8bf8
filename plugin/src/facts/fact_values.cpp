#include "facts/fact_values.hpp"

#include "base/text.hpp"

#include <array>

namespace acsgate {

namespace {

constexpr std::size_t k_sha1_digits = 40;
constexpr std::size_t k_sha256_digits = 64;

constexpr std::uint16_t k_no_digit = 0x100;

/// The value of each character as a hex digit: a fleet has millions of thumbprints.
constexpr std::array<std::uint16_t, 256> k_hex_values = [] {
  std::array<std::uint16_t, 256> values{};
  values.fill(k_no_digit);
  for (std::uint8_t digit = 0; digit < 10; ++digit) {
    values[std::size_t{'0'} + digit] = digit;
  }
  for (std::uint8_t digit = 10; digit < 16; ++digit) {
    values[std::size_t{'a'} + digit - 10] = digit;
    values[std::size_t{'A'} + digit - 10] = digit;
  }
  return values;
}();

std::uint16_t hex_value(char letter) { return k_hex_values[static_cast<unsigned char>(letter)]; }

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
  unsigned met = 0;
  for (std::size_t index = 0; index < thumbprint.size; ++index) {
    const unsigned high = hex_value(text[2 * index]);
    const unsigned low = hex_value(text[2 * index + 1]);
    met |= high | low;
    thumbprint.bytes[index] = static_cast<std::uint8_t>((high << 4U) | low);
  }
  return (met & k_no_digit) == 0 ? std::optional(thumbprint) : std::nullopt;
}

std::optional<GroupStatus> parse_group_status(std::string_view text) {
  static constexpr std::pair<std::string_view, GroupStatus> k_statuses[] = {
      {"ok", GroupStatus::ok},       {"absent", GroupStatus::absent},           {"denied", GroupStatus::denied},
      {"error", GroupStatus::error}, {"unsupported", GroupStatus::unsupported},
  };
  for (const auto &[name, status] : k_statuses) {
    if (name == text) {
      return status;
    }
  }
  return std::nullopt;
}

} // namespace acsgate
