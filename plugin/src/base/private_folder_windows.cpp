#include "base/file.hpp"
#include "base/file_trust.hpp"
#include "base/private_folder.hpp"
#include "base/utf16_windows.hpp"

#include <windows.h>

#include <sddl.h>

#include <cwchar>
#include <memory>
#include <string>

namespace acsgate {

namespace {

/// Full access for SYSTEM and administrators, below it too, and for nobody else; nothing is taken over from above.
constexpr const wchar_t *k_administrators_only = L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

struct FreeLocal {
  void operator()(void *memory) const { LocalFree(memory); }
};

Error failure(const std::filesystem::path &path, const std::string &what, DWORD error) {
  return {ErrorKind::input, utf8_of(path), what + " (Windows error " + std::to_string(error) + ')',
          "run acsgate as an administrator or as SYSTEM"};
}

HANDLE open_lock(const std::filesystem::path &file) {
  return CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                     OPEN_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
}

bool make_folder(const std::filesystem::path &folder) {
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (ConvertStringSecurityDescriptorToSecurityDescriptorW(k_administrators_only, SDDL_REVISION_1, &descriptor, nullptr) == 0) {
    return false;
  }
  const std::unique_ptr<void, FreeLocal> memory(descriptor);
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), descriptor, FALSE};
  return CreateDirectoryW(folder.c_str(), &attributes) != 0;
}

} // namespace

std::filesystem::path state_folder() {
  const wchar_t *named = _wgetenv(L"ACSGATE_STATE");
  if (named != nullptr && *named != L'\0') {
    return named;
  }
  const wchar_t *data = _wgetenv(L"ProgramData");
  return std::filesystem::path(data != nullptr && *data != L'\0' ? data : L"C:\\ProgramData") / L"acsgate";
}

Result<void> open_private_folder(const std::filesystem::path &folder) {
  if (auto here = refuse_far_path(utf8_of(folder), false, ErrorKind::input); !here) {
    return here;
  }
  if (!make_folder(folder) && GetLastError() != ERROR_ALREADY_EXISTS) {
    return tl::unexpected(failure(folder, "the folder can't be made", GetLastError()));
  }
  // Who may change a file in it may change what is beside it, too; and everybody may add to ProgramData, as to C:\.
  const auto inside = folder / L"lock";
  HANDLE opened = open_lock(inside);
  if (opened == INVALID_HANDLE_VALUE) {
    return tl::unexpected(failure(inside, "can't be opened", GetLastError()));
  }
  CloseHandle(opened);
  auto trusted = refuse_writable_by_others(utf8_of(inside), ErrorKind::input);
  if (!trusted) {
    trusted.error().fix = "let only administrators write there";
  }
  return trusted;
}

Result<void> replace_file(const std::filesystem::path &file, std::string_view bytes) {
  auto fresh = file;
  fresh += L".new";
  HANDLE opened = CreateFileW(fresh.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  if (opened == INVALID_HANDLE_VALUE) {
    return tl::unexpected(failure(fresh, "can't be created", GetLastError()));
  }
  DWORD count = 0;
  const bool written = WriteFile(opened, bytes.data(), static_cast<DWORD>(bytes.size()), &count, nullptr) != 0 &&
                       count == bytes.size() && FlushFileBuffers(opened) != 0;
  CloseHandle(opened);
  if (!written || MoveFileExW(fresh.c_str(), file.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0) {
    return tl::unexpected(failure(file, "can't be written", GetLastError()));
  }
  return {};
}

// A lock on a file that only administrators can open: a mutex with a name could be taken by anybody who knows the name.
Result<std::unique_ptr<HostLock>> HostLock::try_take(const std::filesystem::path &file) {
  HANDLE opened = open_lock(file);
  if (opened == INVALID_HANDLE_VALUE) {
    return tl::unexpected(failure(file, "the lock can't be opened", GetLastError()));
  }
  OVERLAPPED range{};
  if (LockFileEx(opened, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &range) != 0) {
    return std::unique_ptr<HostLock>(new HostLock(reinterpret_cast<std::intptr_t>(opened)));
  }
  const DWORD error = GetLastError();
  CloseHandle(opened);
  if (error != ERROR_LOCK_VIOLATION && error != ERROR_IO_PENDING) {
    return tl::unexpected(failure(file, "the lock can't be taken", error));
  }
  return nullptr;
}

HostLock::~HostLock() { CloseHandle(reinterpret_cast<HANDLE>(m_handle)); } // NOLINT(performance-no-int-to-ptr)

} // namespace acsgate
