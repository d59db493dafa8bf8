#include "base/utf16_windows.hpp"

#include <windows.h>

namespace acsgate {

std::string utf8_from_wide(std::wstring_view wide) {
  const int wide_size = static_cast<int>(wide.size());
  const int size = WideCharToMultiByte(CP_UTF8, 0, wide.data(), wide_size, nullptr, 0, nullptr, nullptr);
  std::string text(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), wide_size, text.data(), size, nullptr, nullptr);
  return text;
}

std::vector<std::string> utf8_from_wide(std::span<const wchar_t *const> texts) {
  std::vector<std::string> result;
  result.reserve(texts.size());
  for (const wchar_t *text : texts) {
    result.push_back(utf8_from_wide(std::wstring_view(text)));
  }
  return result;
}

std::wstring wide_from_utf8(std::string_view utf8) {
  const int utf8_size = static_cast<int>(utf8.size());
  const int size = MultiByteToWideChar(CP_UTF8, 0, utf8.data(), utf8_size, nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(size), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, utf8.data(), utf8_size, wide.data(), size);
  return wide;
}

} // namespace acsgate
