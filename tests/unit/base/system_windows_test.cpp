#include "base/system_library_windows.hpp"
#include "base/text.hpp"
#include "base/utf16_windows.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace acsgate;

TEST_CASE("UTF-16 and UTF-8 turn into each other") {
  const std::string text = "政策 😀 a";
  CHECK(utf8_from_wide(std::wstring_view(wide_from_utf8(text))) == text);
  CHECK(wide_from_utf8("😀").size() == 2);
  CHECK(utf8_from_wide(std::wstring_view(L"a\xD83Dz")) == "a\xEF\xBF\xBDz");
  CHECK(wide_from_utf8("a\xFFz") == L"a\xFFFDz");
  CHECK(wide_from_utf8("").empty());
  CHECK(utf8_from_wide(std::wstring_view()).empty());
}

TEST_CASE("DLLs of Windows come from its system folder") {
  HMODULE module = load_system_library(L"bcrypt.dll");
  REQUIRE(module != nullptr);
  std::array<wchar_t, MAX_PATH> path{};
  GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size()));
  CHECK(lower_ascii(utf8_from_wide(std::wstring_view(path.data()))) == "c:\\windows\\system32\\bcrypt.dll");
  CHECK(load_system_library(L"no-such-library.dll") == nullptr);
  CHECK(function_of<int()>(module, "NoSuchFunction") == nullptr);
  CHECK(function_of<int()>(nullptr, "BCryptHash") == nullptr);
}
