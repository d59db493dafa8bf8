#include "install/preflight.hpp"

#include <windows.h>

namespace acsgate {

std::optional<bool> installer_busy() {
  HANDLE mutex = OpenMutexW(SYNCHRONIZE, FALSE, L"Global\\_MSIExecute");
  if (mutex == nullptr) {
    return GetLastError() == ERROR_FILE_NOT_FOUND ? std::optional(false) : std::nullopt;
  }
  const DWORD waited = WaitForSingleObject(mutex, 0);
  if (waited == WAIT_OBJECT_0 || waited == WAIT_ABANDONED) {
    ReleaseMutex(mutex);
  }
  CloseHandle(mutex);
  return waited == WAIT_TIMEOUT;
}

} // namespace acsgate
