#include "report/csv.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_formula_starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

bool could_be_formula(std::string_view cell) {
  // Spreadsheets pass over blanks at the start.
  cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
  return std::ranges::any_of(k_formula_starts, [&](std::string_view start) { return cell.starts_with(start); });
}

void append_cell(std::string &row, std::string_view cell) {
  const bool formula = could_be_formula(cell);
  if (cell.find_first_of(",\"\r\n;\t") == std::string_view::npos) {
    row += formula ? "'" : "";
    row += cell;
    return;
  }
  row += formula ? "\"'" : "\"";
  for (const char letter : cell) {
    row += letter;
    if (letter == '"') {
      row += '"';
    }
  }
  row += '"';
}

} // namespace

std::string csv_row(const std::vector<std::string> &cells) {
  std::string row;
  for (const std::string &cell : cells) {
    if (&cell != &cells.front()) {
      row += ',';
    }
    append_cell(row, cell);
  }
  return row + "\r\n";
}

} // namespace acsgate
