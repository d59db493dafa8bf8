#include "facts/import/csv_rows.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

struct Table {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::size_t> lines;
  std::vector<bool> damaged;
  std::optional<std::size_t> open_quote;
};

Table read(std::string_view text, char separator = ',') {
  CsvRows rows(text, separator);
  CsvRow row;
  Table table;
  while (rows.next(row)) {
    table.cells.emplace_back(row.cells.begin(), row.cells.end());
    table.lines.push_back(row.line);
    table.damaged.push_back(row.damaged);
  }
  table.open_quote = rows.open_quote();
  return table;
}

using Cells = std::vector<std::vector<std::string>>;

} // namespace

TEST_CASE("cells are separated, quotes undone and line ends of every kind taken", "[import]") {
  CHECK(read("a,b\nc,d\n").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(read("a;b\r\nc,x;d", ';').cells == Cells{{"a", "b"}, {"c,x", "d"}});
  CHECK(read("a\tb\rc\td\r", '\t').cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(read("\"a,1\",\"b\"\"2\"\"\"\n\"\",\n").cells == Cells{{"a,1", "b\"2\""}, {"", ""}});
  CHECK(read("a,\"1\r\n2\n3\",c\nd\n").cells == Cells{{"a", "1\r\n2\n3", "c"}, {"d"}});
  CHECK(read("a \"b\",c\n").cells == Cells{{"a \"b\"", "c"}});
  CHECK(read("").cells.empty());
  CHECK(read("\n\r\n\r").cells.empty());
  CHECK(read(",").cells == Cells{{"", ""}});
}

TEST_CASE("rows know the line they start on", "[import]") {
  CHECK(read("a\n\n\"1\n2\"\r\nb\r\rc\n").lines == std::vector<std::size_t>{1, 3, 5, 7});
}

TEST_CASE("text behind a closing quote is damage, a quote without end is told", "[import]") {
  const Table damaged = read("\"a\"x,b\nc,d\n");
  CHECK(damaged.damaged == std::vector<bool>{true, false});
  CHECK(damaged.cells[1] == std::vector<std::string>{"c", "d"});
  const Table open = read("a,b\n\"c\nd,\"\"e\n");
  CHECK(open.open_quote == 2);
  CHECK(open.cells.size() == 2);
  CHECK_FALSE(read("\"a\"").open_quote);
}
