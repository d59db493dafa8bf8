#pragma once

#include "base/text.hpp"
#include "gate/code.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// What people and programs see of a reason code. Each text is one sentence without a full stop; `{0}`, `{1}` stand for values.
struct CodeRow {
  Code code;
  std::string_view name; ///< stable: `OS.UBR_BELOW_FLOOR`
  std::string_view en;
  std::string_view ja; ///< UTF-8
};

/// The row of a code; `code` must not be `Code::count`.
[[nodiscard]] const CodeRow &row_of(Code code);

/// The text of a code with its values filled in; a missing value becomes empty. Values are not made printable here.
[[nodiscard]] std::string format_code(Code code, Language language, std::span<const std::string> values);
[[nodiscard]] std::string format_code(Code code, Language language, std::initializer_list<std::string> values);

} // namespace acsgate
