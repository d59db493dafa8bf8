#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// UTF-8 of what Windows' interfaces give; an unpaired surrogate becomes U+FFFD.
[[nodiscard]] std::string utf8_from_wide(std::wstring_view wide);

/// Each of them, such as the arguments of a command line.
[[nodiscard]] std::vector<std::string> utf8_from_wide(std::span<const wchar_t *const> texts);

/// UTF-16 for Windows' interfaces; a byte that is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::wstring wide_from_utf8(std::string_view utf8);

} // namespace acsgate
