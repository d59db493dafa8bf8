/* Tells what it sees of the Windows that it runs on: its arguments, the version, a certificate store. Ends with the code that it
 * is told. */
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <wincrypt.h>

int wmain(int argc, wchar_t **argv) {
  typedef LONG(WINAPI * GetVersion)(OSVERSIONINFOEXW *);
  OSVERSIONINFOEXW version = {.dwOSVersionInfoSize = sizeof version};
  ((GetVersion)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion"))(&version);
  printf("version %lu.%lu.%lu pack %u type %u\n", version.dwMajorVersion, version.dwMinorVersion, version.dwBuildNumber,
         version.wServicePackMajor, version.wProductType);

  BYTE sha1[20] = {0};
  for (int i = 0; i < 20 && argc > 2; ++i) {
    swscanf(argv[2] + 2 * i, L"%2hhx", &sha1[i]);
  }
  CRYPT_HASH_BLOB blob = {sizeof sha1, sha1};
  HCERTSTORE store =
      CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE | CERT_STORE_READONLY_FLAG, L"Root");
  PCCERT_CONTEXT found = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_SHA1_HASH, &blob, NULL);
  printf("root %s\n", found ? "found" : "absent");

  char line[64] = "";
  printf("input %s", fgets(line, sizeof line, stdin) ? line : "none\n");
  for (int i = 3; i < argc; ++i) {
    char text[256] = "";
    WideCharToMultiByte(CP_UTF8, 0, argv[i], -1, text, sizeof text, NULL, NULL);
    printf("argument %s\n", text);
  }
  fputs("error\n", stderr);
  ExitProcess(wcstoul(argv[1], NULL, 0));
}
