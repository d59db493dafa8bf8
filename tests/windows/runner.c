/* Runs the rest of its command line and writes the exit code, all 32 bits of it, to the file that EXIT_CODE_FILE names: what Unix
   sees of a Windows program's exit code are its lowest 8 bits. */
#include <windows.h>

#include <stdio.h>
#include <wchar.h>

int wmain(void) {
  wchar_t *line = GetCommandLineW();
  const wchar_t end = *line == L'"' ? L'"' : L' ';
  line = wcschr(line + 1, end) + 1;
  line += wcsspn(line, L" ");

  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  DWORD code = 0;
  if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, CREATE_DEFAULT_ERROR_MODE, NULL, NULL, &startup, &process)) {
    fprintf(stderr, "runner: error %lu starts %ls\n", GetLastError(), line);
    return 1;
  }
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  FILE *file = _wfopen(_wgetenv(L"EXIT_CODE_FILE"), L"w");
  fprintf(file, "%lu\n", code);
  return fclose(file);
}
