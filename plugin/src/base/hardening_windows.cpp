#include "base/hardening_windows.hpp"

#include "base/system_library_windows.hpp"

#include <windows.h>

namespace acsgate {

namespace {

/// LOAD_LIBRARY_SEARCH_SYSTEM32; the headers show it only where Windows 8 is the oldest system wanted.
constexpr DWORD k_search_system32 = 0x800;

} // namespace

// Nothing here can fail in a way that one could act on: an old system that lacks a step has the others.
void harden_process() {
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  HeapSetInformation(nullptr, HeapEnableTerminationOnCorruption, nullptr, 0);
  SetDllDirectoryW(L"");
  // Windows 8 and later; Windows 7, 2008 R2 and 2008 with KB2533623.
  using SetDefaultDllDirectories = BOOL WINAPI(DWORD);
  if (auto *set_default = function_of<SetDefaultDllDirectories>(GetModuleHandleW(L"kernel32.dll"), "SetDefaultDllDirectories")) {
    set_default(k_search_system32);
  }
}

} // namespace acsgate
