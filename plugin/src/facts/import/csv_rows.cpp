#include "facts/import/csv_rows.hpp"

#include <algorithm>

namespace acsgate {

void CsvRows::take_line_end() {
  const bool pair = m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
  m_at += pair ? 2 : 1;
  ++m_line;
}

std::string_view CsvRows::plain_cell() {
  const char ends[] = {m_separator, '\r', '\n'};
  const std::size_t start = m_at;
  m_at = std::min(m_text.find_first_of(std::string_view(ends, sizeof ends), start), m_text.size());
  return m_text.substr(start, m_at - start);
}

std::string_view CsvRows::quoted_cell(bool &damaged) {
  const std::size_t line = m_line;
  std::size_t start = ++m_at;
  std::string undone; // stays empty where no quote is doubled
  while (true) {
    const std::size_t quote = m_text.find('"', m_at);
    const std::string_view passed = m_text.substr(m_at, quote - m_at);
    m_line += static_cast<std::size_t>(std::ranges::count(passed, '\n'));
    if (quote == std::string_view::npos) {
      m_open_quote = line;
      m_at = m_text.size();
      return m_text.substr(start);
    }
    m_at = quote + 1;
    if (m_at < m_text.size() && m_text[m_at] == '"') {
      undone += m_text.substr(start, m_at - start);
      start = ++m_at;
      continue;
    }
    const std::string_view last = m_text.substr(start, quote - start);
    damaged = damaged || (m_at < m_text.size() && m_text[m_at] != m_separator && !at_line_end());
    if (damaged) {
      (void)plain_cell();
    }
    return undone.empty() ? last : std::string_view(m_unquoted.emplace_back(undone.append(last)));
  }
}

bool CsvRows::next(CsvRow &row) {
  row.cells.clear();
  row.damaged = false;
  while (m_at < m_text.size() && at_line_end()) {
    take_line_end();
  }
  if (m_at >= m_text.size()) {
    return false;
  }
  row.line = m_line;
  while (true) {
    row.cells.push_back(m_at < m_text.size() && m_text[m_at] == '"' ? quoted_cell(row.damaged) : plain_cell());
    if (m_at >= m_text.size() || at_line_end()) {
      break;
    }
    ++m_at; // the separator
  }
  if (m_at < m_text.size()) {
    take_line_end();
  }
  return true;
}

} // namespace acsgate
