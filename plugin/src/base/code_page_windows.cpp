#include "base/code_page.hpp"

#include "base/utf16_windows.hpp"

#include <windows.h>

#include <algorithm>

namespace acsgate {

std::optional<std::string> decode_code_page(std::string_view bytes, unsigned code_page) {
  if (bytes.empty()) {
    return std::string();
  }
  const int size = static_cast<int>(bytes.size());
  const int wide_size = MultiByteToWideChar(code_page, MB_ERR_INVALID_CHARS, bytes.data(), size, nullptr, 0);
  if (wide_size <= 0) {
    return std::nullopt;
  }
  std::wstring wide(static_cast<std::size_t>(wide_size), L'\0');
  MultiByteToWideChar(code_page, MB_ERR_INVALID_CHARS, bytes.data(), size, wide.data(), wide_size);
  // Where a table has no letter for a byte, Windows gives the control character of that number.
  if (std::ranges::any_of(wide, [](wchar_t letter) { return letter >= 0x80 && letter <= 0x9F; })) {
    return std::nullopt;
  }
  return utf8_from_wide(std::wstring_view(wide));
}

} // namespace acsgate
