#include "base/file.hpp"
#include "base/held_file.hpp"
#include "base/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace acsgate {

namespace {

constexpr std::string_view k_copy_prefix = "copy-";

Error held_failure(const std::string &path, std::string what, int error, std::string fix) {
  return {ErrorKind::input, path, std::move(what) + ": " + std::generic_category().message(error), std::move(fix),
          error == ENOENT ? HeldFile::k_missing : std::string_view()};
}

Error refusal(const std::string &path, std::string what) {
  return {ErrorKind::input, path, std::move(what), "give the path of the file itself"};
}

struct File {
  int number = -1;
  File() = default;
  explicit File(int opened) : number(opened) {}
  File(const File &) = delete;
  File &operator=(const File &) = delete;
  ~File() {
    if (number >= 0) {
      ::close(number);
    }
  }
};

bool write_copy(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return true;
}

bool same_moment(const timespec &left, const timespec &right) {
  return left.tv_sec == right.tv_sec && left.tv_nsec == right.tv_nsec;
}

} // namespace

struct HeldFile::Hold {
  std::filesystem::path copy; ///< folder of the copy, or empty
  bool left = false;
  Hold() = default;
  Hold(const Hold &) = delete;
  Hold &operator=(const Hold &) = delete;
  ~Hold() {
    if (!copy.empty() && !left) {
      std::error_code error;
      std::filesystem::remove_all(copy, error);
    }
  }
};

HeldFile::HeldFile() : m_hold(std::make_unique<Hold>()) {}
HeldFile::HeldFile(HeldFile &&other) noexcept = default;
HeldFile::~HeldFile() = default;

void HeldFile::leave() { m_hold->left = true; }

Result<HeldFile> HeldFile::open(const std::string &path, const std::filesystem::path &staging) {
  // Not blocking: opening a named pipe would wait for a writer.
  const File source(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (source.number < 0) {
    return tl::unexpected(errno == ELOOP ? refusal(path, "is a link, and links are not followed to what is installed")
                                         : held_failure(path, "can't be opened", errno, "check the path and the permissions"));
  }
  struct stat before{};
  if (fstat(source.number, &before) != 0 || !S_ISREG(before.st_mode)) {
    return tl::unexpected(refusal(path, "is no regular file"));
  }
  HeldFile held;
  File copy;
  std::error_code error;
  held.m_path = std::filesystem::absolute(path_of(path), error).string();
  if (!staging.empty()) {
    std::string folder = (staging / (std::string(k_copy_prefix) + "XXXXXX")).string();
    if (mkdtemp(folder.data()) == nullptr) {
      return tl::unexpected(held_failure(staging.string(), "the folder for a copy can't be made", errno, "check the disk"));
    }
    held.m_hold->copy = folder;
    const auto name = held.m_hold->copy / path_of(path).filename();
    const mode_t mode = (before.st_mode & S_IXUSR) != 0 ? S_IRUSR | S_IXUSR : S_IRUSR;
    copy.number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (copy.number < 0) {
      return tl::unexpected(held_failure(name.string(), "the copy can't be made", errno, "check the disk"));
    }
    held.m_path = name.string();
  }
  std::array<char, 65536> buffer{};
  int trouble = 0;
  held.m_sha256 = sha256_hex_of_pieces([&]() -> std::string_view {
    ssize_t count = 0;
    do {
      count = ::read(source.number, buffer.data(), buffer.size());
    } while (count < 0 && errno == EINTR);
    const std::string_view piece(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    if (count < 0 || (copy.number >= 0 && !write_copy(copy.number, piece))) {
      trouble = errno;
      return {};
    }
    held.m_size += piece.size();
    return piece;
  });
  struct stat after{};
  if (trouble != 0 || held.m_sha256.empty()) {
    return tl::unexpected(
        held_failure(path, "can't be read and copied to its end", trouble, "check the disk and its free space"));
  }
  if (fstat(source.number, &after) != 0 || held.m_size != static_cast<std::uint64_t>(before.st_size) ||
      before.st_size != after.st_size || !same_moment(before.st_mtim, after.st_mtim)) {
    return tl::unexpected(refusal(path, "was changed while it was read"));
  }
  return held;
}

void remove_left_copies(const std::filesystem::path &staging) {
  std::error_code error;
  for (const auto &entry : std::filesystem::directory_iterator(staging, error)) {
    if (entry.path().filename().string().starts_with(k_copy_prefix)) {
      std::filesystem::remove_all(entry.path(), error);
    }
  }
}

} // namespace acsgate
