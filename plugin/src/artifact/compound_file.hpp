#pragma once

#include "artifact/container.hpp"

#include <functional>

namespace acsgate {

/// One storage or stream of a compound file ([MS-CFB] 2.6.1).
struct CompoundEntry {
  enum class Kind : std::uint8_t { none = 0, storage = 1, stream = 2, root = 5 };
  Kind kind = Kind::none;
  std::string name; ///< UTF-16LE, with its closing zero, as it is hashed and compared
  std::string class_id;
  std::string state; ///< the state bits, 4 bytes
  std::string times; ///< creation and change, 16 bytes
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t child = 0;
  std::uint32_t start = 0;
  std::uint32_t size = 0;
};

/// A compound file ([MS-CFB]), which an MSI package is. Its sector tables are read as they are needed; streams come in pieces.
class CompoundFile {
public:
  [[nodiscard]] static bool is_one(std::string_view head);
  /// Reads header and directory. `source` must outlive it.
  [[nodiscard]] static Readable<CompoundFile> open(ByteSource &source);

  [[nodiscard]] const std::vector<CompoundEntry> &entries() const { return m_entries; }
  [[nodiscard]] std::uint64_t size() const { return m_source->size(); }
  [[nodiscard]] const CompoundEntry &root() const { return m_entries.front(); }
  /// What lies in a storage, sorted by the bytes of the names.
  [[nodiscard]] Readable<std::vector<std::uint32_t>> children(const CompoundEntry &storage) const;
  /// Hands the stream's bytes over in pieces, until `take` answers false.
  [[nodiscard]] Readable<void> read(const CompoundEntry &stream, const std::function<bool(std::string_view)> &take);
  /// A stream of the root of at most `max` bytes, by its name in ASCII; nothing if there is none of that name.
  [[nodiscard]] Readable<std::optional<std::string>> root_stream(std::string_view name, std::size_t max);

private:
  explicit CompoundFile(ByteSource &source) : m_source(&source) {}
  [[nodiscard]] Readable<void> read_header();
  [[nodiscard]] Readable<void> read_directory(std::uint32_t first);
  [[nodiscard]] Readable<void> read_mini_tables(std::uint32_t first, std::uint32_t count);
  /// The sector that follows `sector`, k_no_sector at an end or where the table is damaged.
  [[nodiscard]] std::uint32_t next_sector(std::uint32_t sector);
  /// All of a chain of at most `max` sectors.
  [[nodiscard]] Readable<std::vector<std::uint32_t>> chain(std::uint32_t first, std::size_t max);
  [[nodiscard]] Readable<void> read_sectors(const CompoundEntry &stream, const std::function<bool(std::string_view)> &take);
  [[nodiscard]] Readable<void> read_mini(const CompoundEntry &stream, const std::function<bool(std::string_view)> &take);
  [[nodiscard]] std::uint64_t offset_of(std::uint32_t sector) const { return (std::uint64_t{sector} + 1) << m_shift; }

  ByteSource *m_source;
  unsigned m_shift = 9;
  std::uint32_t m_sectors = 0;      ///< in the file, the header not counted
  std::vector<std::uint32_t> m_fat; ///< where the sector table lies
  std::string m_cached;             ///< one sector of it
  std::size_t m_cached_index = SIZE_MAX;
  std::vector<CompoundEntry> m_entries;
  std::vector<std::uint32_t> m_mini_sectors; ///< where the mini stream lies
  std::string m_mini_fat;
};

inline constexpr std::uint32_t k_no_sector = 0xFFFF'FFFE;

} // namespace acsgate
