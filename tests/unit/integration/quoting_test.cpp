#include "integration/quoting.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace acsgate;

namespace {

const std::vector<std::string> k_values = {
    "",
    "plain",
    "'",
    "''",
    "\"",
    "\"\"",
    "`",
    "$(x)",
    "$env:PATH",
    "%PATH%",
    "a\nb",
    "a\r\nb",
    "\t",
    "\x7f",
    "\x01",
    "\\",
    "a\\",
    "a\" & WScript.Quit & \"",
    "'; calc; '",
    "日本語",
    "表ソ",
    "‘curly’“quotes”",
    "𠮷",
    "a\u202Eb",
    "-Force",
    "#",
    "<#",
    "*",
    "{{name:word}}",
};

/// UTF-8 of UTF-16 units, one after the other.
void append(std::string &text, unsigned unit, unsigned &high) {
  const auto put = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (unit >= 0xD800 && unit < 0xDC00) {
    high = unit;
  } else if (unit >= 0xDC00 && unit < 0xE000) {
    const unsigned point = 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00);
    put(0xF0 | point >> 18U), put(0x80 | ((point >> 12U) & 63U)), put(0x80 | ((point >> 6U) & 63U)), put(0x80 | (point & 63U));
  } else if (unit < 0x80) {
    put(unit);
  } else if (unit < 0x800) {
    put(0xC0 | unit >> 6U), put(0x80 | (unit & 63U));
  } else {
    put(0xE0 | unit >> 12U), put(0x80 | ((unit >> 6U) & 63U)), put(0x80 | (unit & 63U));
  }
}

/// Reads an expression of literals as its language does: nothing but literals in `quote`, characters between `before` and
/// `after`, and `join` between them.
std::string evaluated(std::string text, char quote, const std::string &join, const std::string &before,
                      const std::string &after) {
  if (text.starts_with('(')) {
    REQUIRE(text.ends_with(')'));
    text = text.substr(1, text.size() - 2);
  }
  std::string value;
  unsigned high = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (at > 0) {
      REQUIRE(text.substr(at, join.size()) == join);
      at += join.size();
    }
    if (text[at] != quote) {
      REQUIRE(text.substr(at, before.size()) == before);
      append(value, static_cast<unsigned>(std::stoul(text.substr(at + before.size(), 4), nullptr, 16)), high);
      at += before.size() + 4;
      REQUIRE(text.substr(at, after.size()) == after);
      at += after.size();
      continue;
    }
    for (++at;; ++at) {
      REQUIRE(at < text.size());
      REQUIRE((text[at] >= ' ' && text[at] <= '~'));
      if (text[at] == quote && (at + 1 == text.size() || text[at + 1] != quote)) {
        ++at;
        break;
      }
      at += text[at] == quote ? 1 : 0;
      value += text[at];
    }
  }
  return value;
}

} // namespace

TEST_CASE("PowerShell gets the value back", "[integration][quoting]") {
  for (const std::string &value : k_values) {
    INFO(value);
    CHECK(evaluated(quoted(Quoting::powershell, value).value(), '\'', " + ", "[char]0x", "") == value);
  }
  CHECK(quoted(Quoting::powershell, "it's") == "'it''s'");
  CHECK(quoted(Quoting::powershell, "あ") == "('' + [char]0x3042)"); // a string first, or characters would be added as numbers
}

TEST_CASE("VBScript gets the value back", "[integration][quoting]") {
  for (const std::string &value : k_values) {
    INFO(value);
    CHECK(evaluated(quoted(Quoting::vbscript, value).value(), '"', " & ", "ChrW(&H", "&)") == value);
  }
  CHECK(quoted(Quoting::vbscript, R"(say "hi")") == R"("say ""hi""")");
}

TEST_CASE("literals of MOF and WQL", "[integration][quoting]") {
  CHECK(quoted(Quoting::mof, R"(a"b\c)") == R"("a\"b\\c")");
  CHECK(quoted(Quoting::mof, "あ\n") == R"("\x3042\x000A")");
  CHECK(quoted(Quoting::wql, R"(a" or "1"="1)") == R"("a\" or \"1\"=\"1")");
  CHECK_FALSE(quoted(Quoting::wql, "あ"));
}

TEST_CASE("arguments of a command", "[integration][quoting]") {
  CHECK(quoted(Quoting::argument, "a b.msi") == "\"a b.msi\"");
  CHECK(quoted(Quoting::argument, "製品.msi") == "\"製品.msi\"");
  for (const char *value : {"", "a\"b", "%PATH%", "a\nb", "a\\", "a\x07"}) {
    INFO(value);
    CHECK_FALSE(quoted(Quoting::argument, value));
  }
}

TEST_CASE("text of a document", "[integration][quoting]") {
  CHECK(quoted(Quoting::markdown, "a|b <i> *x*") == R"(a\|b \<i\> \*x\*)");
  CHECK(quoted(Quoting::markdown, "a\nb") == R"(a\\u\{000A\}b)");
  CHECK(quoted(Quoting::line, "a\nb|") == R"(a\u{000A}b|)");
}

TEST_CASE("bare words", "[integration][quoting]") {
  CHECK(quoted(Quoting::word, "sha256:ab-c_d.1") == "sha256:ab-c_d.1");
  for (const char *value : {"", "a b", "a;b", "a'b", "あ", "a\n"}) {
    INFO(value);
    CHECK_FALSE(quoted(Quoting::word, value));
  }
}

TEST_CASE("what is no text can't be quoted at all", "[integration][quoting]") {
  for (const Quoting quoting : {Quoting::powershell, Quoting::vbscript, Quoting::mof, Quoting::wql, Quoting::argument,
                                Quoting::markdown, Quoting::line, Quoting::word}) {
    CHECK_FALSE(quoted(quoting, std::string_view("a\0b", 3)));
    const auto wrong = quoted(quoting, "\xff");
    REQUIRE_FALSE(wrong);
    CHECK_FALSE(wrong.error().fix.empty());
  }
}
