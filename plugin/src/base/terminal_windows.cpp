#include "base/terminal.hpp"

#include <windows.h>

#include <fcntl.h>
#include <io.h>

#include <cstdio>

namespace acsgate {

bool standard_output_is_terminal() {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &mode) != 0;
}

void use_binary_standard_streams() {
  (void)_setmode(_fileno(stdin), _O_BINARY);
  (void)_setmode(_fileno(stdout), _O_BINARY);
}

} // namespace acsgate
