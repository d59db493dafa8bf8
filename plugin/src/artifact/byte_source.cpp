#include "artifact/byte_source.hpp"

#include "base/file.hpp"

#include <algorithm>
#include <filesystem>

namespace acsgate {

std::string ByteSource::bytes(std::uint64_t offset, std::size_t count) {
  if (offset > size() || count > size() - offset) {
    return {};
  }
  std::string found(count, '\0');
  return read(offset, found) ? found : std::string();
}

Result<std::unique_ptr<FileSource>> FileSource::open(const std::string &path) {
  const auto refused = [&path](std::string what, std::string fix) {
    return tl::unexpected(Error{ErrorKind::input, path, std::move(what), std::move(fix)});
  };
  std::error_code error;
  const auto status = std::filesystem::status(path_of(path), error);
  if (error || !std::filesystem::is_regular_file(status)) {
    const bool there = !error && std::filesystem::exists(status);
    return there ? refused("is no regular file", "give the path of a file")
                 : refused("can't be opened", "check the path and the permissions");
  }
  auto source = std::make_unique<FileSource>();
  source->m_size = std::filesystem::file_size(path_of(path), error);
  source->m_file.open(path_of(path), std::ios::binary);
  if (error || !source->m_file) {
    return refused("can't be opened", "check the path and the permissions");
  }
  if (source->m_size > k_max_artifact) {
    return refused("is larger than 2 GiB, which no program and no package is", "give the installer itself");
  }
  return source;
}

bool FileSource::read(std::uint64_t offset, std::span<char> out) {
  m_file.clear();
  m_file.seekg(static_cast<std::streamoff>(offset));
  m_file.read(out.data(), static_cast<std::streamsize>(out.size()));
  return m_file.good() && static_cast<std::size_t>(m_file.gcount()) == out.size();
}

bool MemorySource::read(std::uint64_t offset, std::span<char> out) {
  if (offset > m_bytes.size() || out.size() > m_bytes.size() - offset) {
    return false;
  }
  std::ranges::copy(m_bytes.substr(static_cast<std::size_t>(offset), out.size()), out.begin());
  return true;
}

} // namespace acsgate
