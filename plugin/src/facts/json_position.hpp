#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// One step of the way from the top of a JSON document to a value: into a member of an object or an item of an array.
struct JsonStep {
  std::string key;
  std::optional<std::size_t> index; ///< an item; then `key` means nothing
};

/// `os.ubr`, `updates.packages[3].state`; the way to the top is empty. Long keys are cut, and so is a long way.
[[nodiscard]] std::string path_text(std::span<const JsonStep> path);

/// What to point at: the value at the end of the path, or the key that names it.
enum class JsonPart { value, key };

/// Offset in bytes of the value at `path` in a well-formed document. A key that is given more than once is counted at the
/// last step: `occurrence` 2 is the second. 0 if there is no such value.
[[nodiscard]] std::size_t offset_of(std::string_view json, std::span<const JsonStep> path, JsonPart part = JsonPart::value,
                                    unsigned occurrence = 1);

struct JsonSyntaxFault {
  std::size_t offset = 0; ///< in bytes; the size of the document where its end came too soon
  std::string what;       ///< `not valid JSON: unexpected ','; expected string`
};

/// The first fault of a document that is not well-formed, or nests deeper than `max_depth`, or holds a number that no 64-bit
/// integer or double can hold, or begins with a byte order mark. Nothing if this slower parser finds none. Takes time
/// proportional to the document.
[[nodiscard]] std::optional<JsonSyntaxFault> syntax_fault(std::string_view json, std::size_t max_depth);

/// `name:line:column` of an offset. `line` and `column` are where the document starts. Columns count from 1 and count bytes,
/// as compilers do, so that a column does not depend on what an editor takes for one character.
[[nodiscard]] std::string position_text(std::string_view json, std::size_t offset, std::string_view name, std::size_t line,
                                        std::size_t column = 1);

/// `the document is nested deeper than 32 levels`
[[nodiscard]] std::string too_deep_text(std::size_t max_depth);

} // namespace acsgate
