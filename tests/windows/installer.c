/* A stand-in for an installer: installer.exe RESULT exit CODE | sleep MILLISECONDS CODE | arguments ... | attack FILE
   RESULT is written when it begins: for `arguments` each of them in hex UTF-8 on a line, for `attack` what became of the attempts
   to write to the file, delete it and rename it, as Windows error codes. */
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static void write_hex(FILE *file, const wchar_t *text) {
  int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
  unsigned char *utf8 = malloc(size);
  WideCharToMultiByte(CP_UTF8, 0, text, -1, (char *)utf8, size, NULL, NULL);
  for (int at = 0; at + 1 < size; ++at) {
    fprintf(file, "%02x", utf8[at]);
  }
  fputc('\n', file);
  free(utf8);
}

static void attack(FILE *result, const wchar_t *path) {
  wchar_t other[1024];
  _snwprintf(other, 1024, L"%ls.moved", path);
  HANDLE file =
      CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
  fprintf(result, "write %lu\n", file == INVALID_HANDLE_VALUE ? GetLastError() : 0);
  fprintf(result, "delete %lu\n", DeleteFileW(path) ? 0 : GetLastError());
  fprintf(result, "rename %lu\n", MoveFileW(path, other) ? 0 : GetLastError());
}

int wmain(int argc, wchar_t **argv) {
  FILE *result = _wfopen(argv[1], L"wb");
  if (wcscmp(argv[2], L"arguments") == 0) {
    for (int index = 3; index < argc; ++index) {
      write_hex(result, argv[index]);
    }
  } else if (wcscmp(argv[2], L"attack") == 0) {
    attack(result, argv[3]);
  }
  fclose(result);
  printf("installer at work\n");
  fflush(stdout);
  if (wcscmp(argv[2], L"sleep") == 0) {
    Sleep(wcstoul(argv[3], NULL, 0));
    ExitProcess(wcstoul(argv[4], NULL, 0));
  }
  ExitProcess(wcscmp(argv[2], L"exit") == 0 ? wcstoul(argv[3], NULL, 0) : 0);
}
