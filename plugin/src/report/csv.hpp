#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// A row of a CSV file for spreadsheets, with its CRLF (RFC 4180): cells with a comma, a quote or a line end stand in quotes. A
/// cell that a spreadsheet could take for a formula, by its first character, begins with an apostrophe (OWASP, "CSV Injection";
/// the full-width forms are formulas in Japanese versions of Excel).
[[nodiscard]] std::string csv_row(const std::vector<std::string> &cells);

} // namespace acsgate
