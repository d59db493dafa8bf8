#pragma once

#include <windows.h>

namespace acsgate {

/// The function that a loaded module exports under `name`, or null.
template <class Function> [[nodiscard]] Function *function_of(HMODULE module, const char *name) {
  // Through a pointer to nothing in particular: FARPROC's own signature means nothing.
  auto *function = module == nullptr ? nullptr : reinterpret_cast<void *>(GetProcAddress(module, name));
  return reinterpret_cast<Function *>(function);
}

/// Loads a DLL of Windows by its full path in the system folder, or returns null if Windows has none of that name. It stays
/// loaded.
///
/// For each DLL that is not among the KnownDLLs of every Windows since 2008 (bcrypt, crypt32, version, wintrust, netapi32, ...):
/// were it in the import table, a file of that name beside the program would be loaded in its place.
[[nodiscard]] HMODULE load_system_library(const wchar_t *name);

} // namespace acsgate
