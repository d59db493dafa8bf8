#include "artifact/host_trust.hpp"
#include "base/file.hpp"
#include "base/system_library_windows.hpp"

// softpub.h needs what wintrust.h declares.
#include <wintrust.h>

#include <softpub.h>

#include <cstdio>
#include <filesystem>

namespace acsgate {

std::string host_trust(const std::string &path) {
  using Verify = LONG WINAPI(HWND, GUID *, LPVOID);
  static auto *const k_verify = function_of<Verify>(load_system_library(L"wintrust.dll"), "WinVerifyTrust");
  if (k_verify == nullptr) {
    return {};
  }
  std::error_code error;
  const std::wstring file = std::filesystem::absolute(path_of(path), error).wstring();
  WINTRUST_FILE_INFO subject{};
  subject.cbStruct = sizeof subject;
  subject.pcwszFilePath = file.c_str();
  WINTRUST_DATA data{};
  data.cbStruct = sizeof data;
  data.dwUIChoice = WTD_UI_NONE;
  data.fdwRevocationChecks = WTD_REVOKE_NONE;
  data.dwUnionChoice = WTD_CHOICE_FILE;
  data.pFile = &subject;
  data.dwStateAction = WTD_STATEACTION_VERIFY;
  data.dwProvFlags = WTD_CACHE_ONLY_URL_RETRIEVAL | WTD_REVOCATION_CHECK_NONE;
  GUID action = WINTRUST_ACTION_GENERIC_VERIFY_V2;
  auto *const no_window = static_cast<HWND>(INVALID_HANDLE_VALUE);
  const LONG result = k_verify(no_window, &action, &data);
  data.dwStateAction = WTD_STATEACTION_CLOSE;
  (void)k_verify(no_window, &action, &data);
  if (result == 0) {
    return "trusted";
  }
  char text[32];
  std::snprintf(text, sizeof text, "untrusted 0x%08lx", static_cast<unsigned long>(result));
  return text;
}

} // namespace acsgate
