#include "artifact/scratch_file.hpp"

namespace acsgate {

bool ScratchFile::go_to(std::uint64_t offset) {
  return m_file != nullptr && offset <= k_max_artifact && std::fseek(m_file.get(), static_cast<long>(offset), SEEK_SET) == 0;
}

bool ScratchFile::append(std::string_view bytes) {
  if (bytes.size() > k_max_artifact - m_size || !go_to(m_size) ||
      std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size()) {
    return false;
  }
  m_size += bytes.size();
  return true;
}

bool ScratchFile::read(std::uint64_t offset, std::span<char> out) {
  return offset <= m_size && out.size() <= m_size - offset && go_to(offset) &&
         std::fread(out.data(), 1, out.size(), m_file.get()) == out.size();
}

} // namespace acsgate
