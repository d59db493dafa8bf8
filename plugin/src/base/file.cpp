#include "base/file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <istream>

namespace acsgate {

namespace {

/// Reads in chunks: the size that a file system reports may be wrong (pipes, /proc) or may grow while we read.
Result<std::string> read_all(std::istream &in, const std::string &name, std::size_t max_bytes, ErrorKind kind) {
  std::string bytes;
  std::array<char, 65536> chunk{};
  while (in.read(chunk.data(), chunk.size()) || in.gcount() > 0) {
    bytes.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_bytes) {
      return tl::unexpected(Error{kind, name, "is larger than the limit of " + std::to_string(max_bytes) + " bytes",
                                  "check that this is the right file"});
    }
  }
  if (in.bad()) {
    return tl::unexpected(Error{kind, name, "can't be read to its end", "check the disk and try again"});
  }
  return bytes;
}

} // namespace

std::filesystem::path path_of(std::string_view utf8) { return {std::u8string(utf8.begin(), utf8.end())}; }

std::string utf8_of(const std::filesystem::path &path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

Result<std::string> read_file(const std::filesystem::path &path, std::size_t max_bytes, ErrorKind kind) {
  const std::string name = utf8_of(path);
  std::error_code status_error;
  const auto status = std::filesystem::status(path, status_error);
  if (std::filesystem::is_directory(status)) {
    return tl::unexpected(Error{kind, name, "is a folder", "name a file"});
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    const std::string why = errno != 0 ? std::generic_category().message(errno) : "unknown reason";
    return tl::unexpected(Error{kind, name, "can't be opened: " + why, "check the path and the permissions"});
  }
  return read_all(in, name, max_bytes, kind);
}

Result<void> write_new_file(const std::filesystem::path &path, std::string_view bytes) {
  const std::string name = utf8_of(path);
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    return tl::unexpected(Error{ErrorKind::input, name, "exists already", "name another file, or remove this one"});
  }
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  if (!out) {
    const std::string why = errno != 0 ? std::generic_category().message(errno) : "unknown reason";
    return tl::unexpected(Error{ErrorKind::input, name, "can't be created: " + why, "check the path and the permissions"});
  }
  out << bytes;
  out.close();
  if (!out) {
    std::filesystem::remove(path, error);
    return tl::unexpected(Error{ErrorKind::input, name, "can't be written to its end", "check the disk and try again"});
  }
  return {};
}

Result<std::string> read_standard_input(std::size_t max_bytes, ErrorKind kind) {
  return read_all(std::cin, "<stdin>", max_bytes, kind);
}

} // namespace acsgate
