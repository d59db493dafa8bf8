#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Values by name.
using Row = std::map<std::string, std::string, std::less<>>;

/// What a template is filled with: single values, and lists of rows for the blocks that are repeated.
struct TemplateValues {
  Row values;
  std::map<std::string, std::vector<Row>, std::less<>> lists;
};

/// `text` with its places filled. A place is `{{name:quoting}}`, with a quoting of integration/quoting.hpp. The lines between
/// `{{#each list}}` and `{{/each}}`, each alone on its line, are repeated for every row of the list, and their names are looked
/// up in the row first; blocks don't nest. `name` and a line number stand in errors: a place that is not known, or a value that
/// can't be quoted.
[[nodiscard]] Result<std::string> fill_template(std::string_view text, std::string_view name, const TemplateValues &values);

} // namespace acsgate
