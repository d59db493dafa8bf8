#include "base/text.hpp"
#include "facts/capture_text.hpp"
#include "facts/import/configmgr_columns.hpp"
#include "facts/import/configmgr_hosts.hpp"
#include "facts/import/csv_rows.hpp"
#include "facts/import/importer.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_columns = 1024;
constexpr std::string_view k_separators = ",;\t";

/// `sep=;`, which Excel reads, or `#TYPE ...`, which Export-Csv of Windows PowerShell writes before the header.
char take_preamble(std::string_view &text, std::size_t &lines) {
  char separator = '\0';
  while (true) {
    std::string_view rest = text;
    const std::string_view line = take_line(rest);
    const bool separator_line = line.size() == 5 && lower_ascii(line).starts_with("sep=");
    if (!separator_line && !line.starts_with("#TYPE ") && (!trimmed(line).empty() || text.empty())) {
      return separator;
    }
    separator = separator_line ? line.back() : separator;
    text = rest;
    ++lines;
  }
}

/// The separator under which the header names the most fields, and then the most columns.
char separator_of(std::string_view text, const ColumnChoices &choices) {
  char best = k_separators.front();
  std::pair<std::size_t, std::size_t> most{};
  for (const char separator : k_separators) {
    CsvRow header;
    CsvRows rows(text, separator); // owns cells of the header
    const bool found = rows.next(header);
    if (found && header.cells.size() <= k_max_columns) {
      const std::pair now(known_columns(header.cells, choices), header.cells.size());
      if (now > most) {
        most = now;
        best = separator;
      }
    }
  }
  return best;
}

std::string_view what_else(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04")) {
    return "is an Excel workbook, not a CSV file";
  }
  const std::string_view start = trimmed(bytes.substr(0, 64));
  return start.starts_with('<')                              ? "is XML, not a CSV file"
         : start.starts_with('{') || start.starts_with("[{") ? "is JSON, not a CSV file"
                                                             : "";
}

} // namespace

Result<void> import_configmgr_csv(const Capture &capture, const ImportOptions &options, ImportSink &sink) {
  const auto refuse = [&](std::string where, std::string what, std::string fix) {
    return tl::unexpected(Error{ErrorKind::input, std::move(where), std::move(what), std::move(fix)});
  };
  if (const auto checked = check_choices(options.columns); !checked) {
    return checked;
  }
  if (const std::string_view other = what_else(capture.bytes); !other.empty()) {
    return refuse(capture.name, std::string(other), "save it as CSV UTF-8");
  }
  const auto decoded = capture_text(capture.bytes, capture.name, options.code_page);
  if (!decoded) {
    return tl::unexpected(decoded.error());
  }
  std::string_view text = decoded->text;
  std::size_t lines = 0;
  const char told = take_preamble(text, lines);
  CsvRows rows(text, told != '\0' ? told : separator_of(text, options.columns), lines + 1);
  CsvRow row;
  if (!rows.next(row)) {
    return refuse(capture.name, "is empty", "export it again, with a header");
  }
  const std::string header = capture.name + ':' + std::to_string(row.line);
  if (row.damaged || row.cells.size() > k_max_columns) {
    return refuse(header, row.damaged ? "text stands behind a closing quote" : "the header has more than 1024 columns",
                  "check that this is a CSV file with a header");
  }
  const auto columns = find_columns(row.cells, options.columns, header);
  if (!columns) {
    return tl::unexpected(columns.error());
  }
  ConfigMgrHosts hosts(*columns, capture.name, sink);
  std::size_t count = 0;
  while (rows.next(row) && !rows.open_quote()) {
    ++count;
    if (const auto added = hosts.add(row); !added) {
      return added;
    }
  }
  // What follows the quote may hold more rows of any host, so that no list is known to be whole.
  if (const auto open = rows.open_quote()) {
    return refuse(capture.name + ':' + std::to_string(*open), "a quoted cell that starts here has no end",
                  "the file is cut off or not quoted as RFC 4180 has it; export it again");
  }
  if (count == 0) {
    return refuse(capture.name, "has no row below its header", "check that the query finds hosts");
  }
  hosts.finish();
  return {};
}

} // namespace acsgate
