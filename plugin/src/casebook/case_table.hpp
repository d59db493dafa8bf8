#pragma once

#include "policy/mapping_reader.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// The rows of a table of cases, each as the mapping that a case is. A row is a mapping, or a list of values for `columns`; a
/// text alone is a list of one. A row may be shorter than the columns: the last ones then say nothing.
[[nodiscard]] std::vector<Node> table_rows(const Node &rows, const Node *columns, Complaints &complaints);

/// What makes a row different from the others, to name it by: `build 17763, ubr 2209`. Expectations are left out.
[[nodiscard]] std::string name_of_row(const Node &row);

} // namespace acsgate
