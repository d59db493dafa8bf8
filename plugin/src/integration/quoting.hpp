#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// How a value is written into a text, so that whoever reads the text gets the value back and nothing else.
enum class Quoting {
  powershell, ///< an expression of single-quoted literals; what is not printable ASCII is added as `[char]0x3042`
  vbscript,   ///< an expression of string literals; what is not printable ASCII is added as `ChrW(&H3042&)`
  mof,        ///< a string literal of the Managed Object Format, with `\x3042` for what is not printable ASCII
  wql,        ///< a string literal of WQL; printable ASCII only
  argument,   ///< one argument of a Windows command line, in double quotes; no `"`, `%`, controls, nor `\` at its end
  markdown,   ///< text of a Markdown document: punctuation gets a backslash, controls are made visible
  line,       ///< a line in a code block of a Markdown document: controls are made visible
  word,       ///< bare: letters, digits and `.:_-` only
};

/// The kind with this name, as templates write it.
[[nodiscard]] std::optional<Quoting> parse_quoting(std::string_view name);

/// `value` in the form of `quoting`. What is not UTF-8, has a NUL in it or can't be written in that form is an error.
[[nodiscard]] Result<std::string> quoted(Quoting quoting, std::string_view value);

} // namespace acsgate
