/* What acsgate must not do: prints UTF-8 bytes to a console, and takes bcrypt.dll from wherever one lies. */
#include <windows.h>

#include <bcrypt.h>
#include <stdio.h>

int wmain(int argc, wchar_t **argv) {
  (void)argv;
  SetConsoleOutputCP(437); /* as on an American machine */
  puts("\xE6\x94\xBF\xE7\xAD\x96");
  return argc > 1 ? BCryptCloseAlgorithmProvider(NULL, 0) != 0 : 0;
}
