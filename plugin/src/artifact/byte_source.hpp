#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// Bytes that can be read at any place: a file, which is never held in memory as a whole, or a text of a test.
class ByteSource {
public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource &) = delete;
  ByteSource &operator=(const ByteSource &) = delete;
  ByteSource(ByteSource &&) = delete;
  ByteSource &operator=(ByteSource &&) = delete;

  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `out` with the bytes at `offset`; false unless all of them are there and can be read.
  [[nodiscard]] virtual bool read(std::uint64_t offset, std::span<char> out) = 0;

  /// `count` bytes at `offset`; empty unless all of them are there.
  [[nodiscard]] std::string bytes(std::uint64_t offset, std::size_t count);
};

/// A part of a source: [begin, end).
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Files larger than this are not judged: a package or a program has 32-bit sizes and offsets.
inline constexpr std::uint64_t k_max_artifact = 0x7FFF'FFFF;

class FileSource final : public ByteSource {
public:
  /// Opens a regular file of at most k_max_artifact bytes.
  [[nodiscard]] static Result<std::unique_ptr<FileSource>> open(const std::string &path);

  [[nodiscard]] std::uint64_t size() const override { return m_size; }
  [[nodiscard]] bool read(std::uint64_t offset, std::span<char> out) override;

private:
  std::ifstream m_file;
  std::uint64_t m_size = 0;
};

/// Bytes that somebody else keeps.
class MemorySource final : public ByteSource {
public:
  explicit MemorySource(std::string_view bytes) : m_bytes(bytes) {}
  [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }
  [[nodiscard]] bool read(std::uint64_t offset, std::span<char> out) override;

private:
  std::string_view m_bytes;
};

} // namespace acsgate
