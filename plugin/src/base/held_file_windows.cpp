#include "base/file.hpp"
#include "base/held_file.hpp"
#include "base/sha256.hpp"
#include "base/utf16_windows.hpp"

#include <windows.h>

#include <vector>

namespace acsgate {

namespace {

constexpr std::size_t k_piece = 65536;
constexpr DWORD k_max_path = 32768;

Error failure(const std::string &path, std::string what, DWORD error) {
  const bool missing = error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
  const bool in_use = error == ERROR_SHARING_VIOLATION;
  return {ErrorKind::input, path, std::move(what) + " (Windows error " + std::to_string(error) + ')',
          in_use ? "wait until nobody has it open for writing" : "check the path and the permissions",
          missing ? HeldFile::k_missing : std::string_view()};
}

Error refusal(const std::string &path, std::string what) {
  return {ErrorKind::input, path, std::move(what), "give the path of the file itself"};
}

/// Where the open file really is: a folder on the way to it could be a link that leads elsewhere a moment later.
std::wstring real_path(HANDLE file) {
  std::wstring path(k_max_path, L'\0');
  path.resize(GetFinalPathNameByHandleW(file, path.data(), k_max_path, 0));
  if (path.starts_with(LR"(\\?\UNC\)")) {
    path.replace(0, 8, LR"(\\)");
  } else if (path.starts_with(LR"(\\?\)")) {
    path.erase(0, 4);
  }
  return path;
}

} // namespace

struct HeldFile::Hold {
  HANDLE file = INVALID_HANDLE_VALUE;
  Hold() = default;
  Hold(const Hold &) = delete;
  Hold &operator=(const Hold &) = delete;
  ~Hold() {
    if (file != INVALID_HANDLE_VALUE) {
      CloseHandle(file);
    }
  }
};

HeldFile::HeldFile() : m_hold(std::make_unique<Hold>()) {}
HeldFile::HeldFile(HeldFile &&other) noexcept = default;
HeldFile::~HeldFile() = default;

void HeldFile::leave() {}

Result<HeldFile> HeldFile::open(const std::string &path, const std::filesystem::path & /*staging*/) {
  HeldFile held;
  HANDLE &file = held.m_hold->file;
  file = CreateFileW(path_of(path).c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                     FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_SEQUENTIAL_SCAN, nullptr);
  if (file == INVALID_HANDLE_VALUE) {
    return tl::unexpected(failure(path, "can't be opened", GetLastError()));
  }
  BY_HANDLE_FILE_INFORMATION information{};
  if (GetFileType(file) != FILE_TYPE_DISK || GetFileInformationByHandle(file, &information) == 0 ||
      (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return tl::unexpected(refusal(path, "is no regular file"));
  }
  if ((information.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
    return tl::unexpected(refusal(path, "is a link, and links are not followed to what is installed"));
  }
  const std::wstring real = real_path(file);
  if (real.empty()) {
    return tl::unexpected(failure(path, "it can't be told where it really is", GetLastError()));
  }
  held.m_path = utf8_from_wide(real);
  std::vector<char> buffer(k_piece);
  DWORD error = ERROR_SUCCESS;
  held.m_sha256 = sha256_hex_of_pieces([&]() -> std::string_view {
    DWORD count = 0;
    if (ReadFile(file, buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) == 0) {
      error = GetLastError();
    }
    held.m_size += count;
    return {buffer.data(), count};
  });
  if (error != ERROR_SUCCESS || held.m_sha256.empty()) {
    return tl::unexpected(failure(path, "can't be read to its end", error));
  }
  return held;
}

void remove_left_copies(const std::filesystem::path & /*staging*/) {}

} // namespace acsgate
