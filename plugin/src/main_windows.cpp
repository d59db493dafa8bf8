#include "base/hardening_windows.hpp"
#include "base/utf16_windows.hpp"
#include "command/command_line.hpp"
#include "command/command_set.hpp"

int wmain(int argc, wchar_t **argv) { // NOLINT(misc-use-internal-linkage): the C library calls it
  acsgate::harden_process();
  return acsgate::run_command_line(acsgate::add_commands, acsgate::utf8_from_wide({argv + 1, argv + argc}));
}
