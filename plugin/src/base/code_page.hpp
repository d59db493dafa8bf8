#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// Windows' number of an encoding: 932 for `932`, `cp932`, `shift_jis`; 65001 for `utf-8`, 1200 for `utf-16`. Nothing for names
/// that this program does not know (see Microsoft's list of code page identifiers).
[[nodiscard]] std::optional<unsigned> parse_code_page(std::string_view name);

/// `bytes` in a single-byte or double-byte code page of Windows, as UTF-8. Nothing if the system does not have the code page or a
/// sequence of bytes means nothing in it.
[[nodiscard]] std::optional<std::string> decode_code_page(std::string_view bytes, unsigned code_page);

} // namespace acsgate
