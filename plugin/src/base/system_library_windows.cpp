#include "base/system_library_windows.hpp"

#include <array>
#include <string>

namespace acsgate {

HMODULE load_system_library(const wchar_t *name) {
  std::array<wchar_t, MAX_PATH> folder{};
  const UINT size = GetSystemDirectoryW(folder.data(), static_cast<UINT>(folder.size()));
  if (size == 0 || size >= folder.size()) {
    return nullptr;
  }
  const std::wstring path = std::wstring(folder.data(), size) + L'\\' + name;
  // What it needs in turn is looked for in its folder first, too.
  return LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
}

} // namespace acsgate
