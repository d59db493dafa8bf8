#include "base/windows_arguments.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

using namespace acsgate;

namespace {

/// Takes a command line apart as Microsoft's C library does, from the same page as the quoting, but written apart from it.
std::vector<std::string> taken_apart(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  const auto blank = [&] { return at < line.size() && (line[at] == ' ' || line[at] == '\t'); };
  // The program: quotes only group.
  std::string word;
  for (bool quoted = false; at < line.size() && (quoted || !blank()); ++at) {
    if (line[at] == '"') {
      quoted = !quoted;
    } else {
      word += line[at];
    }
  }
  words.push_back(word);
  for (;;) {
    while (blank()) {
      ++at;
    }
    if (at >= line.size()) {
      return words;
    }
    word.clear();
    for (bool quoted = false; at < line.size() && (quoted || !blank());) {
      std::size_t backslashes = 0;
      while (at < line.size() && line[at] == '\\') {
        ++backslashes;
        ++at;
      }
      if (at < line.size() && line[at] == '"') {
        word.append(backslashes / 2, '\\');
        if (backslashes % 2 == 1) {
          word += '"';
        } else {
          quoted = !quoted;
        }
        ++at;
      } else {
        word.append(backslashes, '\\');
        if (at < line.size() && (quoted || !blank())) {
          word += line[at++];
        }
      }
    }
    words.push_back(word);
  }
}

} // namespace

TEST_CASE("arguments of a Windows command line are read back as they were") {
  const std::vector<std::string> words = {"C:\\Program Files\\x.exe",
                                          "",
                                          " ",
                                          "a b",
                                          "\"",
                                          "\\",
                                          "\\\\",
                                          "a\\",
                                          "a b\\",
                                          "\\\"",
                                          "\\\\\"",
                                          "a\"b c\\\\\"d",
                                          "%PATH%",
                                          "!x!",
                                          "\xe6\x94\xbf\xe7\xad\x96 x",
                                          std::string(8000, 'x'),
                                          "--",
                                          "{}"};
  CHECK(taken_apart(windows_command_line(words)) == words);
}

TEST_CASE("arguments made of what is hard are read back, too") {
  std::mt19937 random(20261130);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> words{"C:\\x.exe"};
    for (int count = 0; count < 4; ++count) {
      std::string word;
      for (std::size_t size = random() % 8; size > 0; --size) {
        word += std::string_view("\\\\\"\" \ta'")[random() % 8];
      }
      words.push_back(word);
    }
    const std::string line = windows_command_line(words);
    INFO(line);
    REQUIRE(taken_apart(line) == words);
  }
}

TEST_CASE("properties are quoted for msiexec as it wants them") {
  CHECK(msiexec_argument("INSTALLDIR=C:\\Program Files\\x\\") == R"(INSTALLDIR="C:\Program Files\x\")");
  CHECK(msiexec_argument("NAME=a \"b\"") == R"(NAME="a ""b""")");
  CHECK(msiexec_argument("NAME=plain") == "NAME=plain");
  CHECK(msiexec_argument("C:\\a b=c.msi") == "\"C:\\a b=c.msi\"");
  const std::vector<std::string> words = {R"(C:\Windows\System32\MSIEXEC.EXE)", "/i", "C:\\a b.msi", "P=a b"};
  CHECK(windows_command_line(words) == R"("C:\Windows\System32\MSIEXEC.EXE" /i "C:\a b.msi" P="a b")");
}
