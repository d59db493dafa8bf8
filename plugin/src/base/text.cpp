#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace acsgate {

namespace {

/// What a terminal or a reader would act on or not see: it could make a host name look like another one.
constexpr std::array<CodePointRange, 10> k_unprintable{{
    {0x0000, 0x001F},   // C0 controls, among them escape
    {0x007F, 0x009F},   // DEL and C1 controls
    {0x061C, 0x061C},   // Arabic letter mark
    {0x200B, 0x200F},   // zero width space and joiners, left-to-right and right-to-left marks
    {0x2028, 0x202E},   // line and paragraph separators, bidirectional embeddings and overrides
    {0x2060, 0x2064},   // word joiner, invisible operators
    {0x2066, 0x206F},   // bidirectional isolates, deprecated format characters
    {0xFEFF, 0xFEFF},   // zero width no-break space, byte order mark
    {0xFFF9, 0xFFFB},   // interlinear annotations
    {0xE0000, 0xE007F}, // tags
}};

bool is_printable(char32_t point) { return !is_in(k_unprintable, point); }

void append_escape(std::string &out, char letter, char32_t value, unsigned digits) {
  static constexpr char k_hex[] = "0123456789ABCDEF";
  while (digits < 8 && (value >> (4 * digits)) != 0) {
    ++digits;
  }
  out += '\\';
  out += letter;
  out += '{';
  for (unsigned digit = digits; digit-- > 0;) {
    out += k_hex[(value >> (4 * digit)) & 0xFU];
  }
  out += '}';
}

/// Longer words are nobody's misspelling, and the distance takes the product of both lengths.
constexpr std::size_t k_max_word = 64;

/// Edit distance in which swapping two neighbours counts once (optimal string alignment).
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::array<std::array<std::size_t, k_max_word + 1>, 3> rows{};
  for (std::size_t column = 0; column <= right.size(); ++column) {
    rows[0][column] = column;
  }
  for (std::size_t row = 1; row <= left.size(); ++row) {
    auto &now = rows[row % 3];
    const auto &before = rows[(row + 2) % 3];
    const auto &earlier = rows[(row + 1) % 3];
    now[0] = row;
    for (std::size_t column = 1; column <= right.size(); ++column) {
      const std::size_t change = left[row - 1] == right[column - 1] ? 0 : 1;
      now[column] = std::min({before[column] + 1, now[column - 1] + 1, before[column - 1] + change});
      if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]) {
        now[column] = std::min(now[column], earlier[column - 2] + 1);
      }
    }
  }
  return rows[left.size() % 3][right.size()];
}

// How many digits read_digits takes.
constexpr std::size_t k_few_digits = 4;
constexpr std::size_t k_word_digits = 8;

/// Each byte of a word set to the same value.
constexpr std::uint64_t every(std::uint8_t value) { return 0x0101010101010101U * value; }

/// From 4 to 8 decimal digits in one word, a byte each: almost every number of a fleet. False if one is no digit.
bool read_digits(std::string_view text, std::uint32_t &value) {
  static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte");
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  static_assert(k_few_digits >= sizeof first && k_word_digits == 2 * sizeof first, "neither half reaches beyond the text");
  std::memcpy(&first, text.data(), sizeof first);
  std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
  const std::size_t zeros = 8 * (k_word_digits - text.size()); // bits of leading zeros; the two halves may overlap
  const std::uint64_t leading = every('0') & ((std::uint64_t(1) << zeros) - 1);
  std::uint64_t word = std::uint64_t(last) << 32U | std::uint64_t(first) << zeros | leading;
  const bool right = (word & every(0xF0)) == every('0') && ((word + every(6)) & every(0xF0)) == every('0');
  // Neighbours are joined: digits to numbers up to 99, those up to 9,999, and those.
  word = (word & every(0x0F)) * (1U + (10U << 8U)) >> 8U;
  word = (word & 0x00FF00FF00FF00FFU) * (1U + (100U << 16U)) >> 16U;
  word = (word & 0x0000FFFF0000FFFFU) * (1U + (std::uint64_t(10000) << 32U)) >> 32U;
  value = static_cast<std::uint32_t>(word);
  return right;
}

} // namespace

bool is_in(std::span<const CodePointRange> ranges, char32_t point) {
  return std::ranges::any_of(ranges,
                             [point](const CodePointRange &range) { return point >= range.first && point <= range.last; });
}

// The lead byte limits the second byte, which is how overlong forms, surrogates and points above U+10FFFF are kept out
// (RFC 3629, section 4).
CodePoint code_point_at(std::string_view text, std::size_t position) {
  const std::uint8_t lead = byte_at(text, position);
  if (lead < 0x80) {
    return {lead, 1};
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return {};
  }
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - position < size) {
    return {};
  }
  const std::uint8_t second = byte_at(text, position + 1);
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) {
    return {};
  }
  char32_t point = size == 2 ? lead & 0x1FU : size == 3 ? lead & 0x0FU : lead & 0x07U;
  for (std::size_t next = 1; next < size; ++next) {
    const std::uint8_t byte = byte_at(text, position + next);
    if ((byte & 0xC0U) != 0x80U) {
      return {};
    }
    point = (point << 6U) | (byte & 0x3FU);
  }
  return {point, size};
}

const std::string &in_language(const LocalText &text, Language language) {
  return language == Language::ja && !text.ja.empty() ? text.ja : text.en;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint decoded = code_point_at(text, position);
    if (decoded.size == 0) {
      return false;
    }
    position += decoded.size;
  }
  return true;
}

std::string printable(std::string_view text, std::size_t max_bytes) {
  std::string out;
  out.reserve(std::min(text.size(), max_bytes) + 3);
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint decoded = code_point_at(text, position);
    const std::size_t size = std::max<std::size_t>(decoded.size, 1);
    if (position + size > max_bytes) {
      out += "...";
      break;
    }
    if (decoded.size == 0) {
      append_escape(out, 'x', byte_at(text, position), 2);
    } else if (is_printable(decoded.value)) {
      out += text.substr(position, size);
    } else {
      append_escape(out, 'u', decoded.value, 4);
    }
    position += size;
  }
  return out;
}

std::string_view closest(std::string_view word, const std::vector<std::string_view> &candidates) {
  if (word.empty() || word.size() > k_max_word) {
    return {};
  }
  const std::string wanted = lower_ascii(word);
  std::string_view best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > k_max_word) {
      continue;
    }
    // One letter in three may be wrong, and never more than three: beyond that a suggestion misleads.
    const std::size_t limit = std::clamp<std::size_t>(std::max(word.size(), candidate.size()) / 3, 1, 3);
    const std::size_t distance = edit_distance(wanted, lower_ascii(candidate));
    // A word of which nothing is left is no misspelling: "a" is one edit away from every other letter.
    const bool likely = distance <= limit && distance < std::min(word.size(), candidate.size());
    if (likely && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view> &candidates) {
  const std::string_view candidate = closest(word, candidates);
  return candidate.empty() ? std::string() : "; did you mean \"" + std::string(candidate) + "\"";
}

bool parse_decimal(std::string_view text, unsigned long max, unsigned long &value) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) {
    return false;
  }
  if (text.size() >= k_few_digits && text.size() <= k_word_digits) {
    std::uint32_t sum = 0;
    const bool right = read_digits(text, sum) && sum <= max;
    value = right ? sum : value;
    return right;
  }
  unsigned long sum = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') {
      return false;
    }
    const auto digit = static_cast<unsigned long>(letter - '0');
    if (digit > max || sum > (max - digit) / 10) {
      return false;
    }
    sum = sum * 10 + digit;
  }
  value = sum;
  return true;
}

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view k_blank = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(k_blank);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(k_blank) - first + 1);
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char &letter : lower) {
    if (letter >= 'A' && letter <= 'Z') {
      letter = static_cast<char>(letter - 'A' + 'a');
    }
  }
  return lower;
}

} // namespace acsgate
