#include "base/caret.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

/// The column, from 1, in which the caret stands on a terminal, without the gutter.
std::size_t caret_column(const std::string &shown) {
  const std::size_t second = shown.find('\n') + 1;
  return shown.find('^', second) - second - std::string("      | ").size() + 1;
}

} // namespace

TEST_CASE("a caret stands below the byte it is asked for") {
  CHECK(caret_below("on_unknwon: hold", 4, 1) == "    4 | on_unknwon: hold\n      | ^\n");
  CHECK(caret_below("on_unknown: held", 12345, 13) == "12345 | on_unknown: held\n      |             ^\n");
  CHECK(caret_below("a: b", 1234567, 4) == "1234567 | a: b\n        |    ^\n");
}

TEST_CASE("a caret behind the line, and on an empty line") {
  CHECK(caret_below("abc", 1, 4) == "    1 | abc\n      |    ^\n");
  CHECK(caret_below("abc", 1, 400) == "    1 | abc\n      |    ^\n");
  CHECK(caret_below("", 1, 1) == "    1 | \n      | ^\n");
  CHECK(caret_below("abc", 1, 0) == "    1 | abc\n      | ^\n");
}

TEST_CASE("tabs are one blank, East Asian letters two columns, and bytes count") {
  CHECK(caret_below("\ta:\tb", 1, 5) == "    1 |  a: b\n      |     ^\n");
  CHECK(caret_below("ja: 日本, x", 1, 13) == "    1 | ja: 日本, x\n      |           ^\n");
  CHECK(caret_below("日本", 1, 5) == "    1 | 日本\n      |   ^\n"); // within the second letter: below its start
  CHECK(caret_below("é: x", 1, 5) == "    1 | é: x\n      |    ^\n");
}

TEST_CASE("what a terminal would act on is escaped, and the caret moves along") {
  CHECK(caret_below("a\x1B[31mb", 1, 7) == "    1 | a\\u{001B}[31mb\n      |              ^\n");
  CHECK(caret_below("\xE2\x80\xAE:x", 1, 4) == "    1 | \\u{202E}:x\n      |         ^\n");
  CHECK(caret_below("\xFF:x", 1, 2) == "    1 | \\x{FF}:x\n      |       ^\n");
}

TEST_CASE("of a long line the part around the caret is shown") {
  const std::string line = std::string(300, 'a') + "X" + std::string(300, 'b');
  const std::string shown = caret_below(line, 1, 301);
  const std::string first = shown.substr(0, shown.find('\n'));
  CHECK_THAT(first, Catch::StartsWith("    1 | ...aaa"));
  CHECK_THAT(first, Catch::EndsWith("bbb..."));
  CHECK(first.size() <= 8 + 100 + 6);
  CHECK(first.at(8 + caret_column(shown) - 1) == 'X');

  const std::string at_end = caret_below(line, 1, 601);
  CHECK_THAT(at_end, !Catch::Contains("bbb...\n"));
  const std::string at_start = caret_below(line, 1, 1);
  CHECK_THAT(at_start, Catch::StartsWith("    1 | aaa"));
  // A line that fits is never cut, wherever the caret stands.
  CHECK_THAT(caret_below(std::string(100, 'c'), 1, 90), !Catch::Contains("..."));
  CHECK_THAT(caret_below(std::string(100, 'c'), 1, 1), !Catch::Contains("..."));
}

TEST_CASE("a line of megabytes costs no more than what is shown of it, and letters stay whole") {
  std::string line;
  while (line.size() < 3'000'000) {
    line += "日本語";
  }
  for (const std::uint32_t column : {1U, 1'500'000U, 1'500'001U, 1'500'002U, 2'999'999U}) {
    const std::string shown = caret_below(line, 1, column);
    CHECK(shown.size() < 600);
    CHECK(is_valid_utf8(shown));
    CHECK_THAT(shown, !Catch::Contains("\\x"));
  }
}
