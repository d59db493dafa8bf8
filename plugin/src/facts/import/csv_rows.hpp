#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

struct CsvRow {
  std::size_t line = 1;                ///< where it starts
  std::vector<std::string_view> cells; ///< quotes undone; views of the text or of the reader's memory
  bool damaged = false;                ///< something stands behind a closing quote
};

/// Reads separated values as RFC 4180 describes them: cells may be quoted and then hold separators, line ends and doubled quotes.
/// Lines end with LF, CR LF or CR. Empty lines are passed over. Cells live as long as the text and the reader.
class CsvRows {
public:
  /// `line` is the number of the text's first line.
  CsvRows(std::string_view text, char separator, std::size_t line = 1) : m_text(text), m_separator(separator), m_line(line) {}

  /// False at the end.
  [[nodiscard]] bool next(CsvRow &row);
  /// The line of a quote that nothing closes; the rest of the text then is its cell.
  [[nodiscard]] std::optional<std::size_t> open_quote() const { return m_open_quote; }

private:
  [[nodiscard]] std::string_view quoted_cell(bool &damaged);
  [[nodiscard]] std::string_view plain_cell();
  [[nodiscard]] bool at_line_end() const { return m_text[m_at] == '\n' || m_text[m_at] == '\r'; }
  void take_line_end();

  std::string_view m_text;
  char m_separator;
  std::size_t m_line;
  std::size_t m_at = 0;
  std::optional<std::size_t> m_open_quote;
  std::deque<std::string> m_unquoted; ///< cells that held doubled quotes
};

} // namespace acsgate
