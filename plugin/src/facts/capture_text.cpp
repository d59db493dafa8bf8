#include "facts/capture_text.hpp"

#include "base/code_page.hpp"
#include "base/text.hpp"
#include "base/utf16.hpp"

#include <algorithm>
#include <cstdint>

namespace acsgate {

namespace {

constexpr unsigned k_utf8 = 65001;
constexpr unsigned k_utf16_little = 1200;
constexpr unsigned k_utf16_big = 1201;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

/// The encoding that the bytes show, or 0. UTF-16 without a mark is known by its many zero bytes on one side; the other side has
/// some too in Chinese and Japanese (U+4E00, U+6700).
unsigned shown_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    return k_utf8;
  }
  if (bytes.starts_with("\xFF\xFE")) {
    return k_utf16_little;
  }
  if (bytes.starts_with("\xFE\xFF")) {
    return k_utf16_big;
  }
  const std::string_view head = bytes.substr(0, 4096);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t at = 0; at < head.size(); ++at) {
    (at % 2 == 0 ? even : odd) += head[at] == '\0' ? 1U : 0U;
  }
  static constexpr std::size_t k_more = 4;
  if (odd > head.size() / 8 && odd > k_more * even) {
    return k_utf16_little;
  }
  if (even > head.size() / 8 && even > k_more * odd) {
    return k_utf16_big;
  }
  return is_valid_utf8(bytes) ? k_utf8 : 0;
}

struct Script {
  unsigned page;
  std::string_view first, last; ///< three bytes of UTF-8 each, which compare as their code points do
  double least;                 ///< share of the script among the letters beyond ASCII
  bool upper;                   ///< the letters in use have all their bytes beyond ASCII in the upper part of the table
};

/// True if the bytes beyond ASCII are nearly all from 0xA1 on: the common letters of Chinese and Korean, in which their first
/// standards put them, but not those of Japanese and of Western consoles.
bool is_upper(std::string_view bytes) {
  static constexpr double k_nearly_all = 0.9;
  const auto from = [bytes](std::uint8_t least) {
    return static_cast<double>(std::ranges::count_if(bytes, [least](char c) { return static_cast<std::uint8_t>(c) >= least; }));
  };
  return from(0xA1) >= k_nearly_all * from(0x80);
}

/// True if `bytes` decode to a text of this script. Its letters come in words; Western letters that happen to decode (0x81 `g` is
/// a Korean syllable) stand alone between ASCII ones.
bool is_in_script(std::string_view bytes, const Script &script) {
  static constexpr double k_least_in_words = 0.5;
  if (script.upper && !is_upper(bytes)) {
    return false;
  }
  const auto text = decode_code_page(bytes, script.page);
  if (!text) {
    return false;
  }
  double beyond_ascii = 0;
  double of_script = 0;
  double in_words = 0;
  bool before = false; // the letter before is beyond ASCII
  for (std::size_t at = 0; at < text->size();) {
    std::size_t next = at + 1;
    while (next < text->size() && (byte_at(*text, next) & 0xC0U) == 0x80U) {
      ++next;
    }
    const std::string_view letter = std::string_view(*text).substr(at, next - at);
    const bool beyond = letter.size() > 1;
    const bool after = next < text->size() && byte_at(*text, next) >= 0x80;
    beyond_ascii += beyond ? 1 : 0;
    in_words += beyond && (before || after) ? 1 : 0;
    of_script += letter.size() == 3 && letter >= script.first && letter <= script.last ? 1 : 0;
    before = beyond;
    at = next;
  }
  return beyond_ascii > 0 && of_script >= script.least * beyond_ascii && in_words >= k_least_in_words * beyond_ascii;
}

/// Japanese text has kana, Korean has Hangul; Chinese is what then still decodes to ideographs, and Japanese what is left.
unsigned guess_double_byte(std::string_view bytes) {
  // Half-width katakana (U+FF61 on) is left out: in code page 932 it is any single byte from 0xA1 on, Latin letters included.
  static constexpr Script k_scripts[] = {{932, "\u3040", "\u30FF", 0.3, false},
                                         {949, "\uAC00", "\uD7A3", 0.8, true},
                                         {936, "\u4E00", "\u9FFF", 0.7, true},
                                         {950, "\u4E00", "\u9FFF", 0.7, true},
                                         {932, "\u4E00", "\u9FFF", 0.7, false}};
  // The first lines tell; the rest of a long capture need not be decoded for each script.
  static constexpr std::size_t k_head = 64U << 10U;
  const std::size_t end = bytes.size() <= k_head ? bytes.size() : bytes.rfind('\n', k_head);
  const std::string_view head = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end);
  const auto script = std::ranges::find_if(k_scripts, [head](const Script &row) { return is_in_script(head, row); });
  return script == std::end(k_scripts) ? 0 : script->page;
}

/// Cyrillic text is mostly letters beyond ASCII, Western text has few. Consoles (OEM) and editors (ANSI) use other halves of the
/// upper table: in 866 capitals and most small letters lie below 0xB0, in 1251 all above 0xC0; in 850 letters lie below 0xA8.
unsigned guess_single_byte(std::string_view bytes) {
  std::size_t letters = 0;
  std::size_t low = 0;
  std::size_t high = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    letters += (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ? 1U : 0U;
    low += byte >= 0x80 && byte < 0xB0 ? 1U : 0U;
    high += byte >= 0xC0 ? 1U : 0U;
  }
  const bool oem = low >= high;
  const bool mostly_beyond_ascii = 3 * (low + high) > letters;
  if (mostly_beyond_ascii) {
    // In 866 the small letters from "er" on lie above 0xE0, so some high bytes are expected there.
    return 2 * low >= high ? 866 : 1251;
  }
  return oem ? 850 : 1252;
}

Result<CaptureText> refuse(const std::string &name, std::string what, std::string fix) {
  return tl::unexpected(Error{ErrorKind::input, name, std::move(what), std::move(fix)});
}

} // namespace

Result<CaptureText> capture_text(std::string_view bytes, const std::string &name, std::optional<unsigned> code_page) {
  CaptureText capture;
  capture.code_page = shown_encoding(bytes);
  if (capture.code_page == 0 && (code_page == k_utf16_little || code_page == k_utf16_big)) {
    capture.code_page = *code_page; // text without a letter of ASCII shows nothing
  }
  if (capture.code_page == k_utf8) {
    capture.text = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
    if (!is_valid_utf8(capture.text)) {
      return refuse(name, "has a UTF-8 mark but is not valid UTF-8", "capture it again");
    }
  } else if (capture.code_page == k_utf16_little || capture.code_page == k_utf16_big) {
    capture.text = utf8_from_utf16(bytes, capture.code_page == k_utf16_big);
    if (capture.text.starts_with("\uFEFF")) {
      capture.text.erase(0, 3);
    }
  } else if (code_page) {
    capture.code_page = *code_page;
    auto text = decode_code_page(bytes, *code_page);
    if (!text) {
      return refuse(name, "can't be read in code page " + std::to_string(*code_page), "name the code page it was written in");
    }
    capture.text = std::move(*text);
  } else {
    capture.guessed = true;
    const unsigned double_byte = guess_double_byte(bytes);
    capture.code_page = double_byte != 0 ? double_byte : guess_single_byte(bytes);
    auto text = decode_code_page(bytes, capture.code_page);
    if (!text && capture.code_page != 850) {
      capture.code_page = 850; // gives every byte a meaning
      text = decode_code_page(bytes, capture.code_page);
    }
    if (!text) {
      return refuse(name, "is in an encoding that can't be told from its bytes", "name it with --encoding");
    }
    capture.text = std::move(*text);
  }
  if (capture.text.find('\0') != std::string::npos) {
    return refuse(name, "holds a NUL character", "check that this is a text file");
  }
  return capture;
}

std::string_view take_line(std::string_view &rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  while (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

} // namespace acsgate
