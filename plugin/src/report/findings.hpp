#pragma once

#include "policy/lint.hpp"

#include <functional>
#include <optional>
#include <string>

namespace acsgate {

/// The text of a line of a file, without its end, or nothing where it can't be read.
using LineSource = std::function<std::optional<std::string>(const std::string &file, std::uint32_t line)>;

/// A finding for people: `file:line:column: warning: what [code]`, the line with a caret, and what to do.
[[nodiscard]] std::string render_finding_text(const Finding &finding, const LineSource &line_of);

/// The same as one line of JSON without its end: `severity`, `code`, `file`, `line`, `column`, `message`, `fix`.
/// What is not known is null.
[[nodiscard]] std::string render_finding_json(const Finding &finding);

} // namespace acsgate
