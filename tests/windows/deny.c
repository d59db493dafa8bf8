/* deny.exe PATH deny|allow: lets nobody read a key below HKEY_LOCAL_MACHINE, or everybody. */
#include <windows.h>

#include <sddl.h>
#include <stdio.h>
#include <wchar.h>

int wmain(int argc, wchar_t **argv) {
  const wchar_t *text = argc == 3 && wcscmp(argv[2], L"deny") == 0 ? L"D:(D;;KR;;;WD)(A;;WDRC;;;WD)" : L"D:(A;;KA;;;WD)";
  PSECURITY_DESCRIPTOR descriptor = NULL;
  HKEY key = NULL;
  LONG error = argc == 3 ? RegOpenKeyExW(HKEY_LOCAL_MACHINE, argv[1], 0, WRITE_DAC | KEY_WOW64_64KEY, &key) : ERROR_BAD_ARGUMENTS;
  if (error == ERROR_SUCCESS && !ConvertStringSecurityDescriptorToSecurityDescriptorW(text, SDDL_REVISION_1, &descriptor, NULL)) {
    error = (LONG)GetLastError();
  }
  if (error == ERROR_SUCCESS) {
    error = RegSetKeySecurity(key, DACL_SECURITY_INFORMATION, descriptor);
  }
  if (error != ERROR_SUCCESS) {
    fprintf(stderr, "deny: error %ld\n", error);
  }
  return (int)error;
}
