#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace acsgate {

/// A line of a file and, below it, a caret under the byte `column` of it, counted from 1 (past the end: behind the last letter).
///
///        4 | on_unknwon: hold
///          | ^
///
/// Both end in LF. The line is made printable, tabs become one blank, and of a long line the part around the caret is shown.
/// The caret stands right where a terminal shows East Asian letters two columns wide.
[[nodiscard]] std::string caret_below(std::string_view line, std::uint32_t line_number, std::uint32_t column);

} // namespace acsgate
