#include "base/worker.hpp"

#include <windows.h>

#include <cstdlib>
#include <system_error>
#include <utility>

namespace acsgate {

namespace {

DWORD WINAPI begin(void *given) {
  const std::unique_ptr<std::function<void()>> work(static_cast<std::function<void()> *>(given));
  (*work)();
  return 0;
}

} // namespace

// Not std::thread: with winpthreads below it, a thread that is detached at once now and then began from a null pointer, or never
// (seen in Wine with mingw-w64 10, not with threads of Windows' own).
void run_detached(std::function<void()> work) {
  auto owned = std::make_unique<std::function<void()>>(std::move(work));
  HANDLE thread = CreateThread(nullptr, 0, begin, owned.get(), 0, nullptr);
  if (thread == nullptr) {
    throw std::system_error(static_cast<int>(GetLastError()), std::system_category(), "CreateThread");
  }
  [[maybe_unused]] const auto *const given = owned.release(); // it is the thread's now
  CloseHandle(thread);
}

// ExitProcess would have every DLL clean up, and wait for locks that a thread held when it was ended.
void end_process(int exit_code) {
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(exit_code));
  std::_Exit(exit_code);
}

} // namespace acsgate
