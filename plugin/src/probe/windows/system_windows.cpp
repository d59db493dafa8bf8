#include "probe/windows/system_windows.hpp"

#include "base/system_library_windows.hpp"
#include "base/utf16_windows.hpp"
#include "probe/windows/status_windows.hpp"

#include <windows.h>

namespace acsgate {

namespace {

std::string name_of(COMPUTER_NAME_FORMAT format) {
  DWORD size = 0;
  GetComputerNameExW(format, nullptr, &size);
  std::wstring name(size, L'\0');
  if (size == 0 || GetComputerNameExW(format, name.data(), &size) == 0) {
    return {};
  }
  return utf8_from_wide(std::wstring_view(name.data(), size));
}

} // namespace

ProbeRead<OsVersion> KernelVersion::version() {
  using RtlGetVersion = LONG WINAPI(OSVERSIONINFOEXW *);
  auto *const get_version = function_of<RtlGetVersion>(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
  OSVERSIONINFOEXW version{};
  version.dwOSVersionInfoSize = sizeof version;
  if (get_version == nullptr || get_version(&version) != 0) {
    return {ReadStatus::error, {}};
  }
  // Some old systems keep major and minor in the upper half.
  return {ReadStatus::ok,
          {version.dwBuildNumber & 0xFFFFU, version.wProductType == VER_NT_WORKSTATION ? OsType::client : OsType::server}};
}

ProbeRead<ComputerName> MachineNames::names() {
  ComputerName names{name_of(ComputerNamePhysicalNetBIOS), {}};
  if (!name_of(ComputerNamePhysicalDnsDomain).empty()) {
    names.fqdn = name_of(ComputerNamePhysicalDnsFullyQualified);
  }
  return {names.name.empty() ? ReadStatus::error : ReadStatus::ok, std::move(names)};
}

} // namespace acsgate
