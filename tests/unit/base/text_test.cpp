#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace std::string_literals;

TEST_CASE("text for people falls back to English") {
  CHECK(in_language({"yes", "はい"}, Language::ja) == "はい");
  CHECK(in_language({"yes", "はい"}, Language::en) == "yes");
  CHECK(in_language({"yes", ""}, Language::ja) == "yes");
}

TEST_CASE("well-formed UTF-8 is told from ill-formed") {
  for (const char *good :
       {"", "WEB01", "é", "サーバー", "\xEF\xBF\xBD", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    CAPTURE(good);
    CHECK(is_valid_utf8(good));
  }
  CHECK(is_valid_utf8("a\0b"s));
  const char *const bad[] = {
      "\x80",             // continuation without a lead
      "\xC3",             // cut off
      "\xE3\x82",         // cut off
      "\xF0\x9F\x98",     // cut off
      "\xC0\xAF",         // overlong slash
      "\xC1\xBF",         // overlong
      "\xE0\x9F\xBF",     // overlong
      "\xF0\x8F\xBF\xBF", // overlong
      "\xED\xA0\x80",     // surrogate
      "\xED\xBF\xBF",     // surrogate
      "\xF4\x90\x80\x80", // above U+10FFFF
      "\xF5\x80\x80\x80", // above U+10FFFF
      "\xFE",             // never
      "\xC3\x28",         // second byte is none
      "\xE3\x82\x28",     // third byte is none
      "\xF0\x9F\x98\x28", // fourth byte is none
      "ok\xFF",           // at the end
  };
  for (const char *text : bad) {
    CAPTURE(printable(text));
    CHECK_FALSE(is_valid_utf8(text));
  }
}

TEST_CASE("printable keeps what people read") {
  CHECK(printable("WEB01 (東京) é 😀 \\ \"") == "WEB01 (東京) é 😀 \\ \"");
  CHECK(printable("") == "");
  CHECK(printable("\u00A0\u200A\u2027\u202F\u2065\uFEFE") == "\u00A0\u200A\u2027\u202F\u2065\uFEFE"); // neighbours of the ranges
}

TEST_CASE("printable escapes what acts on a terminal or cannot be seen") {
  CHECK(printable("\x1B[2J") == "\\u{001B}[2J");
  CHECK(printable("a\0b\tc\r\n"s) == "a\\u{0000}b\\u{0009}c\\u{000D}\\u{000A}");
  CHECK(printable("\x7F") == "\\u{007F}");
  CHECK(printable("\xC2\x80\xC2\x9B\xC2\x9F") == "\\u{0080}\\u{009B}\\u{009F}");
  CHECK(printable("\u061C\u200B\u200C\u200D\u200E\u200F") == "\\u{061C}\\u{200B}\\u{200C}\\u{200D}\\u{200E}\\u{200F}");
  CHECK(printable("\u2028\u2029\u202A\u202E\u2060\u2066\u2069\uFEFF") ==
        "\\u{2028}\\u{2029}\\u{202A}\\u{202E}\\u{2060}\\u{2066}\\u{2069}\\u{FEFF}");
  CHECK(printable("\U000E0041") == "\\u{E0041}");
}

TEST_CASE("printable escapes each byte that is not UTF-8") {
  CHECK(printable("a\xFFz") == "a\\x{FF}z");
  CHECK(printable("\xED\xA0\x80") == "\\x{ED}\\x{A0}\\x{80}");
  CHECK(printable("\xE3\x82") == "\\x{E3}\\x{82}");
}

TEST_CASE("printable cuts between characters") {
  CHECK(printable("abcdef", 6) == "abcdef");
  CHECK(printable("abcdef", 5) == "abcde...");
  CHECK(printable("aサ", 3) == "a...");
  CHECK(printable("aサ", 4) == "aサ");
  CHECK(printable("x", 0) == "...");
  CHECK(printable(std::string(1000, 'a')) == std::string(512, 'a') + "...");
}

TEST_CASE("printable text stays as it is when printed again") {
  const std::string once = printable("\x1B\u202E\xFF");
  CHECK(printable(once) == once);
}

TEST_CASE("the closest word is a likely misspelling or nothing") {
  const std::vector<std::string_view> words{"platforms", "updates", "requirements", "ubr", "on_pending"};
  CHECK(closest("platform", words) == "platforms");
  CHECK(closest("requirments", words) == "requirements");
  CHECK(closest("UPDATES", words) == "updates");
  CHECK(closest("urb", words) == "ubr"); // neighbours swapped
  CHECK(closest("on-pending", words) == "on_pending");
  CHECK(closest("", words).empty());
  CHECK(closest("xyz", words).empty());
  CHECK(closest("u", words).empty());
  CHECK(closest("reqments", words).empty()); // four letters are missing
  CHECK(closest("anything", {}).empty());
  CHECK(closest(std::string(100000, 'a'), {std::string_view("a")}).empty());
}

TEST_CASE("the closest of several wins, the first among equals") {
  CHECK(closest("sourc", {"sourced", "source"}) == "source");
  CHECK(closest("cat", {"bat", "hat"}) == "bat");
}

TEST_CASE("did you mean is a tail or nothing") {
  CHECK(did_you_mean("platfrms", {"platforms"}) == "; did you mean \"platforms\"");
  CHECK(did_you_mean("zzz", {"platforms"}).empty());
}

TEST_CASE("strict decimals") {
  unsigned long value = 77;
  CHECK(parse_decimal("0", 10, value));
  CHECK(value == 0);
  CHECK(parse_decimal("2147483647", 2147483647, value));
  CHECK(value == 2147483647);
  CHECK(parse_decimal("4294967295", 4294967295, value)); // all of an unsigned long on Windows
  CHECK(value == 4294967295);
  for (const char *bad : {"", "-1", "+1", " 1", "1 ", "00", "01", "1.0", "1e3", "0x1", "1,000", "12a", "2147483648",
                          "99999999999999999999999999", "１"}) {
    CAPTURE(bad);
    value = 77;
    CHECK_FALSE(parse_decimal(bad, 2147483647, value));
    CHECK(value == 77);
  }
  CHECK_FALSE(parse_decimal("4294967296", 4294967295, value));
  CHECK_FALSE(parse_decimal("5", 3, value));
  CHECK_FALSE(parse_decimal("11", 10, value));
  CHECK(parse_decimal("10", 10, value));
}

TEST_CASE("a decimal of any length, and with any byte in any place") {
  for (unsigned long number = 1; number < 1'000'000'000; number += number / 5 + 1) {
    const std::string text = std::to_string(number);
    CAPTURE(text);
    unsigned long value = 0;
    CHECK(parse_decimal(text, number, value));
    CHECK(value == number);
    CHECK_FALSE(parse_decimal(text, number - 1, value));
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = text;
        changed[at] = static_cast<char>(byte);
        const bool digit = byte >= '0' && byte <= '9' && (byte != '0' || at > 0 || text.size() == 1);
        if (parse_decimal(changed, 4294967295, value) != digit || (digit && value != std::stoul(changed))) {
          FAIL("place " << at << ", byte " << byte);
        }
      }
    }
  }
}

TEST_CASE("trimming takes ASCII white space from both ends") {
  CHECK(trimmed(" \t\r\n\v\fa b \n") == "a b");
  CHECK(trimmed("a") == "a");
  CHECK(trimmed(" \t ").empty());
  CHECK(trimmed("").empty());
  CHECK(trimmed("\u3000a") == "\u3000a");
}

TEST_CASE("lower case is ASCII only") { CHECK(lower_ascii("KB5005112 ÄZ[@`{") == "kb5005112 Äz[@`{"); }
