#include "probe/windows/file_versions_windows.hpp"

#include "base/system_library_windows.hpp"
#include "base/utf16_windows.hpp"
#include "probe/windows/status_windows.hpp"

#include <array>
#include <vector>

namespace acsgate {

namespace {

constexpr DWORD k_max_resource = 1U << 20U;

/// version.dll is not among the KnownDLLs.
struct VersionLibrary {
  HMODULE module = load_system_library(L"version.dll");
  decltype(&GetFileVersionInfoSizeW) size = function_of<decltype(GetFileVersionInfoSizeW)>(module, "GetFileVersionInfoSizeW");
  decltype(&GetFileVersionInfoW) info = function_of<decltype(GetFileVersionInfoW)>(module, "GetFileVersionInfoW");
  decltype(&VerQueryValueW) query = function_of<decltype(VerQueryValueW)>(module, "VerQueryValueW");
  [[nodiscard]] bool complete() const { return size != nullptr && info != nullptr && query != nullptr; }
};

std::wstring expanded(const std::string &path) {
  const std::wstring wide = wide_from_utf8(path);
  std::array<wchar_t, 1024> out{};
  const DWORD size = ExpandEnvironmentStringsW(wide.c_str(), out.data(), static_cast<DWORD>(out.size()));
  return size == 0 || size > out.size() ? std::wstring() : std::wstring(out.data());
}

} // namespace

ProbeRead<FileVersion> MachineFiles::version(const std::string &path) {
  const VersionLibrary library;
  const std::wstring file = expanded(path);
  if (!library.complete() || file.size() < 3 || file[1] != L':') { // a variable may hold anything
    return {ReadStatus::error, {}};
  }
  DWORD unused = 0;
  const DWORD size = library.size(file.c_str(), &unused);
  if (size == 0 || size > k_max_resource) {
    const ReadStatus status = size == 0 ? status_of_error(GetLastError()) : ReadStatus::error;
    return {status == ReadStatus::ok ? ReadStatus::error : status, {}};
  }
  std::vector<BYTE> resource(size);
  void *value = nullptr;
  UINT value_size = 0;
  if (library.info(file.c_str(), 0, size, resource.data()) == 0 ||
      library.query(resource.data(), L"\\", &value, &value_size) == 0 || value_size < sizeof(VS_FIXEDFILEINFO)) {
    return {ReadStatus::error, {}};
  }
  const auto *const fixed = static_cast<const VS_FIXEDFILEINFO *>(value);
  return {ReadStatus::ok,
          {HIWORD(fixed->dwFileVersionMS), LOWORD(fixed->dwFileVersionMS), HIWORD(fixed->dwFileVersionLS),
           LOWORD(fixed->dwFileVersionLS)}};
}

} // namespace acsgate
