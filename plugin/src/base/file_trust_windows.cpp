#include "base/access_list.hpp"
#include "base/file.hpp"
#include "base/file_trust.hpp"
#include "base/path_form.hpp"
#include "base/text.hpp"
#include "base/utf16_windows.hpp"

#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acsgate {

namespace {

constexpr const char *k_writable_fix =
    "let only administrators write there, or pass --allow-writable-policy if you trust everybody who may";
constexpr const char *k_network_fix = "copy the file to this machine, or pass --allow-network-paths if you trust that host";

struct CloseAnyHandle {
  void operator()(void *handle) const { CloseHandle(handle); }
};
struct FreeLocal {
  void operator()(void *memory) const { LocalFree(memory); }
};
using Handle = std::unique_ptr<void, CloseAnyHandle>;

std::string text_of_sid(PSID sid) {
  LPWSTR text = nullptr;
  if (sid == nullptr || IsValidSid(sid) == 0 || ConvertSidToStringSidW(sid, &text) == 0) {
    return {};
  }
  const std::unique_ptr<void, FreeLocal> owner(text);
  return utf8_from_wide(text);
}

/// SID of the user that this program runs as; empty if it can't be read.
std::string own_sid() {
  HANDLE token = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) == 0) {
    return {};
  }
  const Handle owner(token);
  DWORD size = 0;
  GetTokenInformation(token, TokenUser, nullptr, 0, &size);
  const auto bytes = std::make_unique<std::max_align_t[]>(size / sizeof(std::max_align_t) + 1);
  if (GetTokenInformation(token, TokenUser, bytes.get(), size, &size) == 0) {
    return {};
  }
  return text_of_sid(reinterpret_cast<const TOKEN_USER *>(bytes.get())->User.Sid);
}

bool denies(BYTE type) {
  return type == ACCESS_DENIED_ACE_TYPE || type == ACCESS_DENIED_OBJECT_ACE_TYPE || type == ACCESS_DENIED_CALLBACK_ACE_TYPE ||
         type == ACCESS_DENIED_CALLBACK_OBJECT_ACE_TYPE;
}

std::optional<FileSecurity> security_of(HANDLE file) {
  PSID owner = nullptr;
  PACL list = nullptr;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (GetSecurityInfo(file, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner, nullptr, &list,
                      nullptr, &descriptor) != ERROR_SUCCESS) {
    return std::nullopt;
  }
  const std::unique_ptr<void, FreeLocal> memory(descriptor);
  FileSecurity security{.owner = text_of_sid(owner), .has_list = list != nullptr, .entries = {}};
  for (DWORD index = 0; list != nullptr && index < list->AceCount; ++index) {
    void *entry = nullptr;
    if (GetAce(list, index, &entry) == 0) {
      return std::nullopt;
    }
    // Every kind of entry begins with a header and a mask; only the plain ones go on with the SID.
    auto *allowed = static_cast<ACCESS_ALLOWED_ACE *>(entry);
    const BYTE type = allowed->Header.AceType;
    if (!denies(type)) {
      const bool plain = type == ACCESS_ALLOWED_ACE_TYPE || type == ACCESS_ALLOWED_CALLBACK_ACE_TYPE;
      security.entries.push_back({.sid = plain ? text_of_sid(&allowed->SidStart) : std::string(),
                                  .mask = static_cast<std::uint32_t>(allowed->Mask),
                                  .inherit_only = (allowed->Header.AceFlags & INHERIT_ONLY_ACE) != 0});
    }
  }
  return security;
}

/// The path from its drive on, `C:\policies\site.yaml`; empty if Windows makes something else of it.
std::wstring absolute(std::wstring path) {
  if (path.starts_with(LR"(\\?\)") || path.starts_with(LR"(\??\)")) {
    path.erase(0, 4);
  }
  const DWORD size = GetFullPathNameW(path.c_str(), 0, nullptr, nullptr);
  std::wstring full(size, L'\0');
  full.resize(GetFullPathNameW(path.c_str(), size, full.data(), nullptr));
  return full.size() >= 3 && full[1] == L':' && full[2] == L'\\' ? full : std::wstring();
}

Result<void> judge(const std::wstring &path, FilePlace place, const std::string &self, ErrorKind kind) {
  const auto refuse = [&](std::string what, std::string fix) {
    return tl::unexpected(Error{kind, utf8_of(path_of(utf8_from_wide(path))), std::move(what), std::move(fix)});
  };
  HANDLE opened =
      CreateFileW(path.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                  nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  if (opened == INVALID_HANDLE_VALUE) {
    return refuse("who may write here can't be read (Windows error " + std::to_string(GetLastError()) + ')', k_writable_fix);
  }
  const Handle file(opened);
  BY_HANDLE_FILE_INFORMATION information{};
  if (GetFileInformationByHandle(opened, &information) == 0) {
    return refuse("what this is can't be read (Windows error " + std::to_string(GetLastError()) + ')', k_writable_fix);
  }
  if ((information.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
    return refuse("this is a link, and links are not followed to what decides", "give the path that it leads to");
  }
  const auto security = security_of(opened);
  if (!security) {
    return refuse("who may write here can't be read", k_writable_fix);
  }
  const std::string stranger = stranger_who_may_write(*security, place, self);
  if (!stranger.empty()) {
    return refuse("may be changed by somebody who is no administrator (" + stranger + ')', k_writable_fix);
  }
  return {};
}

} // namespace

Result<void> refuse_far_path(std::string_view path, bool allow_network, ErrorKind kind) {
  const std::string where = printable(path);
  PathForm form = windows_path_form(path);
  if (form == PathForm::local) {
    const std::wstring full = absolute(wide_from_utf8(path));
    // Empty: relative to a folder on another machine.
    if (full.empty() || GetDriveTypeW(full.substr(0, 3).c_str()) == DRIVE_REMOTE) {
      form = PathForm::network;
    }
  }
  if (form == PathForm::device) {
    return tl::unexpected(Error{kind, where, "is a device, not a file", "give the path of a file"});
  }
  if (form == PathForm::network && !allow_network) {
    return tl::unexpected(Error{kind, where, "is on another machine", k_network_fix});
  }
  return {};
}

Result<void> refuse_writable_by_others(std::string_view path, ErrorKind kind) {
  const std::wstring full = absolute(wide_from_utf8(path));
  if (full.empty()) {
    return tl::unexpected(Error{kind, printable(path), "is not on a drive of this machine", k_writable_fix});
  }
  const std::string self = own_sid();
  // From the drive down: what is safe above can't be swapped while the next is looked at.
  std::vector<std::size_t> ends{3};
  for (std::size_t at = full.find(L'\\', 3); at != std::wstring::npos; at = full.find(L'\\', at + 1)) {
    ends.push_back(at);
  }
  for (std::size_t index = 0; index < ends.size(); ++index) {
    const bool holds_file = index + 1 == ends.size();
    if (auto judged = judge(full.substr(0, ends[index]), holds_file ? FilePlace::folder : FilePlace::ancestor, self, kind);
        !judged) {
      return judged;
    }
  }
  return judge(full, FilePlace::file, self, kind);
}

} // namespace acsgate
