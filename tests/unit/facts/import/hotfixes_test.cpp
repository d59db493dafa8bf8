#include "importing.hpp"

#include "../../support/processor_time.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

/// Host, source and hotfixes as one line, or the error.
std::string told(const std::string &text) {
  const Imported imported = import_text("hotfixes", text);
  if (imported.hosts.size() != 1) {
    return imported.error;
  }
  const Facts &facts = imported.only();
  std::string line = std::string(facts.host.name) + '|' + std::string(facts.updates.source) + '|';
  for (const Kb kb : facts.updates.hotfixes.value_or(std::vector<Kb>{0})) {
    line += std::to_string(kb) + ' ';
  }
  return line;
}

bool starts(const std::string &text, std::string_view start) { return told(text).starts_with(start); }

const std::string k_wmic = "CSName  Description      HotFixID   InstalledOn  \r\r\n"
                           "WEB01   Security Update  KB4486129  11/9/2021    \r\r\n"
                           "WEB01   Update           KB5005625               \r\r\n\r\r\n";

} // namespace

TEST_CASE("hotfixes: only the column of ids tells", "[import]") {
  CHECK(told(k_wmic) == "WEB01|wmic qfe|4486129 5005625 ");
  CHECK(told("Caption            HotFixID  \r\nkbid=KB5006669     KB4486129 \r\n") == "|wmic qfe|4486129 ");
  CHECK(told("Caption=KB5006669\r\nHotFixID=KB4486129\r\nName=KB5005625\r\n") == "|wmic qfe|4486129 ");
  CHECK(told("\"Caption\",\"HotFixID\"\r\n\"KB5006669\",\"KB4486129\"\r\n") == "|Get-HotFix|4486129 ");
  CHECK(told(R"([{"Caption":"KB5006669","HotFixID":"KB4486129","X":{"HotFixID":"KB5005625"}}])") == "|Get-HotFix|4486129 ");
}

TEST_CASE("hotfixes: only updates are filled, and as they are named", "[import]") {
  const Imported imported = import_text("hotfixes", k_wmic);
  CHECK(
      to_json(imported.only()) ==
      R"({"schema":"acsgate.facts/v1","host":{"name":"WEB01"},"updates":{"status":"ok","source":"wmic qfe","hotfixes":["KB4486129","KB5005625"]}})");
  CHECK(imported.warnings.empty());
}

TEST_CASE("hotfixes: a row that does not keep to its columns refuses the table", "[import]") {
  CHECK(starts("A     HotFixID   B  \r\nlong  KB4486129  b  \r\nlonger  KB5005625  b\r\n", "x.txt:3: does not fit"));
  CHECK(starts("A     HotFixID   B  \r\n      KB4486129  b  \r\n                 b  \r\n", "x.txt:3: does not fit"));
  CHECK(starts("A     HotFixID   B  \r\n      KB4486129  b  \r\nA     HotFixID   B  \r\n", "x.txt:3: does not fit"));
  CHECK(starts("HotFixID  \r\nKB4486129\r\nsome words\r\n", "|wmic qfe|4486129"));
  CHECK(starts("XHotFixID  \r\nKB4486129\r\n", "x.txt:2: does not fit"));
}

TEST_CASE("hotfixes: wide letters count as one position or two", "[import]") {
  CHECK(told("CSName    HotFixID   \r\n\u55B6\u696D-PC   KB4486129  \r\n") == "\u55B6\u696D-PC|wmic qfe|4486129 "); // by cells
  CHECK(told("CSName    HotFixID   \r\n\u55B6\u696D-PC     KB4486129  \r\n") ==
        "\u55B6\u696D-PC|wmic qfe|4486129 "); // by letters
  CHECK(starts("CSName    HotFixID   \r\n\u55B6\u696D-PC    KB4486129  \r\n", "x.txt:2: does not fit"));
}

TEST_CASE("hotfixes: a table or a list of properties without its last line end is refused", "[import]") {
  const std::string text = "HotFixID   \r\nKB4486129  \r\nKB5005625  \r\n";
  CHECK(told(text) == "|wmic qfe|4486129 5005625 ");
  CHECK(starts(text.substr(0, text.size() - 2), "x.txt:3: has no line end"));
  CHECK(starts("HotFixID=KB4486129", "x.txt:1: has no line end"));
  CHECK(starts("\"HotFixID\"\r\n\"KB4486129\"", "x.txt:2: has no line end"));
  CHECK(told("KB4486129\r\nKB5005625") == "|list of KB numbers|4486129 5005625 "); // people leave it out
}

TEST_CASE("hotfixes: entries of properties are all alike", "[import]") {
  CHECK(told("CSName=WEB01\r\nHotFixID=KB1234567\r\n\r\nCSName=WEB01\r\nHotFixID=KB5005625\r\n") ==
        "WEB01|wmic qfe|1234567 5005625 ");
  CHECK(told("HotFixID    : KB1234567\r\nDescription : long\r\n              words\r\nHotFixID    : KB5005625\r\nDescription "
             ":\r\n") == "|Get-HotFix|1234567 5005625 ");
  CHECK(starts("CSName=WEB01\r\nHotFixID=KB1234567\r\n\r\nCSName=WEB01\r\n", "x.txt:4: is not an entry like those before it"));
  CHECK(starts("CSName=WEB01\r\nHotFixID=KB1234567\r\n\r\nHotFixID=KB5005625\r\n",
               "x.txt:4: is not an entry like those before it"));
  CHECK(starts("CSName=WEB01\r\nHotFixID=\r\n", "x.txt:2: shows no hotfix id"));
  CHECK(starts("HotFixID=KB1234567\r\nwords\r\n", "x.txt:2: is not a property"));
}

TEST_CASE("hotfixes: the host is named where all entries agree", "[import]") {
  const auto csv = [](const std::string &first, const std::string &second) {
    return told("\"CSName\",\"HotFixID\"\r\n\"" + first + "\",\"KB1234567\"\r\n\"" + second + "\",\"KB5005625\"\r\n");
  };
  CHECK(csv("WEB01", "web01") == "WEB01|Get-HotFix|1234567 5005625 ");
  CHECK(csv("", "WEB01") == "WEB01|Get-HotFix|1234567 5005625 ");
  CHECK(csv("WEB01", "WEB02") == "x.txt:3: is of host \"WEB02\", lines before it of \"WEB01\"; import one file a host");
  CHECK(csv("localhost", "localhost") == "|Get-HotFix|1234567 5005625 ");
  CHECK(csv("192.0.2.1", "192.0.2.1") == "|Get-HotFix|1234567 5005625 ");
  CHECK(csv("fe80::1", "fe80::1") == "|Get-HotFix|1234567 5005625 ");
  CHECK(csv("LONG-NA...", "LONG-NA...") == "|Get-HotFix|1234567 5005625 ");
  CHECK(csv("LONG-NA\u2026", "LONG-NA\u2026") == "|Get-HotFix|1234567 5005625 ");
  const Imported full = import_text("hotfixes", "PSComputerName,HotFixID\r\nweb01.example.com,KB1234567\r\n");
  CHECK(full.only().host.name == "web01");
  CHECK(full.only().host.fqdn == "web01.example.com");
  // What was typed counts least.
  CHECK(told("PSComputerName,HotFixID,CSName\r\n10.0.0.1,KB1234567,WEB01\r\n") == "WEB01|Get-HotFix|1234567 ");
}

TEST_CASE("hotfixes: a hotfix that comes twice without a host may be of two", "[import]") {
  CHECK(starts("HotFixID\r\nKB1234567\r\nKB5005625\r\nKB1234567\r\n", "x.txt:4: repeats a hotfix"));
  CHECK(starts("KB1234567 KB1234567", "x.txt:1: repeats a hotfix"));
  CHECK(starts("\"Source\",\"HotFixID\"\r\n\"A...\",\"KB1234567\"\r\n\"A...\",\"KB1234567\"\r\n", "x.txt:3: repeats a hotfix"));
  CHECK(told("CSName,HotFixID\r\nWEB01,KB1234567\r\nWEB01,KB1234567\r\n") == "WEB01|Get-HotFix|1234567 "); // XP lists some twice
}

TEST_CASE("hotfixes: CSV with any of its separators", "[import]") {
  CHECK(told("A;HotFixID;B\r\n\"x;y\";KB1234567;z\r\n") == "|Get-HotFix|1234567 ");
  CHECK(told("A\tHotFixID\r\nx\tKB1234567\r\n") == "|Get-HotFix|1234567 ");
  CHECK(told("Node,HotFixID\r\nWEB01,KB1234567\r\n") == "WEB01|wmic qfe|1234567 ");
  CHECK(starts("A,HotFixID\r\nx,y,KB1234567\r\n", "x.txt:2: has not as many fields"));
  CHECK(starts("A,HotFixID\r\n\"x,KB1234567\r\n", "x.txt:2: has not as many fields"));
  CHECK(starts("HotFixID,HotFixID\r\nKB1234567,KB1234567\r\n", "x.txt:1: has no single column HotFixID"));
}

TEST_CASE("hotfixes: plain lists", "[import]") {
  CHECK(told("kb1234567;KB5005625 # KB5006669\n# KB5006669\n") == "|list of KB numbers|1234567 5005625 ");
  CHECK(told("File 1\nKB1234567\n") == "|list of KB numbers|1234567 ");
  CHECK(starts("KB1234567\n5005625\n", "x.txt:2: is neither output of"));
  CHECK(starts("# nothing\n", "x.txt: lists no hotfix"));
  CHECK(starts("", "x.txt: is empty"));
}

TEST_CASE("hotfixes: eight megabytes of anything are read in a second", "[import]") {
  static constexpr std::size_t k_size = 8U << 20U;
  for (const char *const start : {"HotFixID  \r\n", "HotFixID=KB1234567\r\n", "HotFixID,\r\n", "[", "KB1234567\n", ""}) {
    for (const char *const part :
         {"a=1\r\n", "a ", "\"", "KB1234567,", "KB1234567\r\n", "[", "{\"HotFixID\":\"KB1\"},", "\u55B6", "\x83\x7A", "\n"}) {
      std::string text = start;
      while (text.size() < k_size) {
        text += part;
      }
      CAPTURE(start, part);
      const double begin = test::processor_seconds();
      (void)import_text("hotfixes", text);
      CHECK(test::processor_seconds() - begin < 20);
    }
  }
}
