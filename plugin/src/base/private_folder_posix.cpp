#include "base/file.hpp"
#include "base/private_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace acsgate {

namespace {

constexpr const char *k_folder_fix = "run as root, or name a folder of your own in the variable ACSGATE_STATE";

Error folder_failure(const std::filesystem::path &path, const std::string &what) {
  return {ErrorKind::input, utf8_of(path), what + ": " + std::generic_category().message(errno), k_folder_fix};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(file) == 0;
}

} // namespace

std::filesystem::path state_folder() {
  const char *named = std::getenv("ACSGATE_STATE"); // NOLINT(concurrency-mt-unsafe): nothing here changes the environment
  return named != nullptr && *named != '\0' ? path_of(named) : std::filesystem::path("/var/lib/acsgate");
}

Result<void> open_private_folder(const std::filesystem::path &folder) {
  if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return tl::unexpected(folder_failure(folder, "the folder can't be made"));
  }
  struct stat status{};
  if (lstat(folder.c_str(), &status) != 0) {
    return tl::unexpected(folder_failure(folder, "the folder can't be looked at"));
  }
  const char *why = !S_ISDIR(status.st_mode)                      ? "is no folder"
                    : status.st_uid != geteuid()                  ? "belongs to another user"
                    : (status.st_mode & (S_IWGRP | S_IWOTH)) != 0 ? "may be written by others"
                                                                  : nullptr;
  if (why != nullptr) {
    return tl::unexpected(Error{ErrorKind::input, utf8_of(folder), why, k_folder_fix});
  }
  return {};
}

Result<void> replace_file(const std::filesystem::path &file, std::string_view bytes) {
  auto fresh = file;
  fresh += ".new";
  ::unlink(fresh.c_str()); // of a run that was killed
  const int opened = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (opened < 0) {
    return tl::unexpected(folder_failure(fresh, "can't be created"));
  }
  const bool written = write_all(opened, bytes);
  if (const bool closed = ::close(opened) == 0; !written || !closed || ::rename(fresh.c_str(), file.c_str()) != 0) {
    return tl::unexpected(folder_failure(file, "can't be written"));
  }
  const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder); // a file system that can't has no more to offer
    ::close(folder);
  }
  return {};
}

Result<std::unique_ptr<HostLock>> HostLock::try_take(const std::filesystem::path &file) {
  const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (opened < 0) {
    return tl::unexpected(folder_failure(file, "the lock can't be opened"));
  }
  if (flock(opened, LOCK_EX | LOCK_NB) == 0) {
    return std::unique_ptr<HostLock>(new HostLock(opened));
  }
  const bool taken = errno == EWOULDBLOCK;
  const Error error = folder_failure(file, "the lock can't be taken");
  ::close(opened);
  if (!taken) {
    return tl::unexpected(error);
  }
  return nullptr;
}

HostLock::~HostLock() { ::close(static_cast<int>(m_handle)); }

} // namespace acsgate
