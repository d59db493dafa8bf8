/* A DLL that nobody should load: it leaves a file that tells. */
#include <windows.h>

#include <stdlib.h>

__declspec(dllexport) LONG WINAPI BCryptCloseAlgorithmProvider(void *algorithm, ULONG flags) {
  (void)algorithm, (void)flags;
  return 0;
}

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, void *reserved) {
  (void)module, (void)reserved;
  if (reason == DLL_PROCESS_ATTACH) {
    CloseHandle(CreateFileW(_wgetenv(L"PLANTED"), GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL));
  }
  return TRUE;
}
