#pragma once

#include "artifact/byte_source.hpp"

#include <cstdio>

namespace acsgate {

/// A nameless file in the folder for temporary files, gone when it is closed: bytes that are too many for memory.
class ScratchFile final : public ByteSource {
public:
  ScratchFile() : m_file(std::tmpfile()) {}

  /// False if the bytes can't be kept: no temporary file could be made, or its disk is full.
  [[nodiscard]] bool append(std::string_view bytes);
  /// Begins anew, with nothing in it.
  void clear() { m_size = 0; }

  [[nodiscard]] std::uint64_t size() const override { return m_size; }
  [[nodiscard]] bool read(std::uint64_t offset, std::span<char> out) override;

private:
  struct Close {
    void operator()(std::FILE *file) const { (void)std::fclose(file); }
  };
  [[nodiscard]] bool go_to(std::uint64_t offset);

  std::unique_ptr<std::FILE, Close> m_file;
  std::uint64_t m_size = 0; ///< what lies behind it is left from before
};

} // namespace acsgate
