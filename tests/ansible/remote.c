/* What the SSH server of Windows does with a command: hands it to cmd.exe, in quotes, and passes its exit code on. The command is
   in REMOTE_COMMAND, because Wine would change its quotes on the way through arguments. The file that REMOTE_STARTED names is there
   once this has begun. */
#include <windows.h>

#include <stdio.h>
#include <wchar.h>

int wmain(void) {
  static wchar_t command[16384];
  static wchar_t line[16400];
  if (GetEnvironmentVariableW(L"REMOTE_COMMAND", command, 16384) == 0) {
    fprintf(stderr, "remote: no command\n");
    return 255;
  }
  FILE *started = _wfopen(_wgetenv(L"REMOTE_STARTED"), L"w");
  if (started == NULL || fclose(started) != 0) {
    fprintf(stderr, "remote: the file that says so can't be written\n");
    return 255;
  }
  SetEnvironmentVariableW(L"REMOTE_COMMAND", NULL);
  SetEnvironmentVariableW(L"REMOTE_STARTED", NULL);
  swprintf(line, 16400, L"C:\\windows\\system32\\cmd.exe /c \"%ls\"", command);
  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)) {
    fprintf(stderr, "remote: error %lu\n", GetLastError());
    return 255;
  }
  DWORD code = 0;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return (int)(code & 0xFF);
}
