#include "base/log_file.hpp"

#include <cerrno>
#include <system_error>

namespace acsgate {

namespace {

std::string reason() { return errno != 0 ? std::generic_category().message(errno) : "unknown reason"; }

} // namespace

std::optional<std::string> LogFile::open() {
  std::error_code error;
  if (std::filesystem::is_directory(m_path, error)) {
    return "it is a folder"; // the system's own words differ from system to system
  }
  if (m_path.has_parent_path()) {
    std::filesystem::create_directories(m_path.parent_path(), error);
  }
  errno = 0;
  m_out.open(m_path, std::ios::binary | std::ios::app);
  if (!m_out) {
    return reason();
  }
  m_plain = std::filesystem::symlink_status(m_path, error).type() == std::filesystem::file_type::regular;
  const std::uintmax_t size = m_plain ? std::filesystem::file_size(m_path, error) : 0;
  m_size = error ? 0 : static_cast<std::size_t>(size);
  return std::nullopt;
}

std::optional<std::string> LogFile::append(std::string_view line) {
  if (m_plain && m_size > 0 && m_size + line.size() > m_max_bytes) {
    rotate();
  }
  errno = 0;
  m_out.write(line.data(), static_cast<std::streamsize>(line.size()));
  m_out.flush();
  if (!m_out) {
    m_out.clear(); // the next line may find room
    return reason();
  }
  m_size += line.size();
  return std::nullopt;
}

void LogFile::rotate() {
  m_out.close();
  std::error_code ignored;
  for (std::size_t age = m_old_files; age > 0; --age) {
    std::filesystem::rename(older(age - 1), older(age), ignored);
  }
  // Renamed or not: what can't be opened shows at the write.
  (void)open();
}

std::filesystem::path LogFile::older(std::size_t age) const {
  if (age == 0) {
    return m_path;
  }
  std::filesystem::path name = m_path.stem();
  name += "." + std::to_string(age);
  name += m_path.extension();
  return m_path.parent_path() / name;
}

} // namespace acsgate
