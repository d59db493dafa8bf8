#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Text for people in the two languages of the project, both UTF-8. `en` is never empty in a loaded policy.
struct LocalText {
  std::string en;
  std::string ja;
  bool operator==(const LocalText &) const = default;
};

enum class Language { en, ja };

/// The text in `language`, or English where the other language is missing.
[[nodiscard]] const std::string &in_language(const LocalText &text, Language language);

/// One code point of UTF-8 text.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0; ///< bytes; 0 where the sequence is ill-formed
};

/// The code point that begins at `position`, which must be inside `text`.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t position);

struct CodePointRange {
  char32_t first;
  char32_t last; ///< inside, too
};

[[nodiscard]] bool is_in(std::span<const CodePointRange> ranges, char32_t point);

[[nodiscard]] inline std::uint8_t byte_at(std::string_view text, std::size_t position) {
  return static_cast<std::uint8_t>(text[position]);
}

/// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms, nothing above U+10FFFF; RFC 3629).
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// `text` made safe to print: C0 and C1 controls, DEL, bidirectional and zero-width format characters, line separators
/// and ill-formed bytes become `\u{XXXX}` or `\x{XX}`. At most `max_bytes` bytes of `text` are kept, then `...` follows.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes = 512);

/// The candidate nearest to `word` by edit distance, or empty if none is close enough to be a likely misspelling.
[[nodiscard]] std::string_view closest(std::string_view word, const std::vector<std::string_view> &candidates);

/// `; did you mean "x"` or nothing: the tail of an error message.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string_view> &candidates);

inline constexpr std::string_view k_digits = "0123456789";

/// Strict decimal: digits only, no sign, no leading zero except "0" itself, at most `max`. False otherwise.
[[nodiscard]] bool parse_decimal(std::string_view text, unsigned long max, unsigned long &value);

[[nodiscard]] std::string_view trimmed(std::string_view text);

/// ASCII lower case; other bytes are kept.
[[nodiscard]] std::string lower_ascii(std::string_view text);

} // namespace acsgate
