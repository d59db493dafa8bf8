#include "base/worker.hpp"

#include <windows.h>

#include <cstdlib>

namespace acsgate {

// ExitProcess would have every DLL clean up, and wait for locks that a thread held when it was ended.
void end_process(int exit_code) {
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(exit_code));
  std::_Exit(exit_code);
}

} // namespace acsgate
