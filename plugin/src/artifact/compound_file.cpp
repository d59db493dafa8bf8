#include "artifact/compound_file.hpp"

#include "artifact/little_endian.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_compound_magic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
constexpr std::size_t k_compound_header = 512;
constexpr std::size_t k_header_fat = 109; ///< places of the table in the header itself
constexpr std::uint32_t k_last_sector = 0xFFFF'FFFA;
constexpr std::size_t k_entry_size = 128;
constexpr std::size_t k_max_directory = 65'536;
constexpr std::size_t k_max_mini_stream = std::size_t{64} << 20U;
constexpr unsigned k_mini_shift = 6;

tl::unexpected<std::string> damaged_compound(std::string what) { return tl::unexpected<std::string>(std::move(what)); }

CompoundEntry parse_entry(std::string_view row, bool wide_sizes) {
  CompoundEntry entry;
  const std::size_t length = std::min<std::size_t>(u16_at(row, 64), 64);
  entry.kind = static_cast<CompoundEntry::Kind>(u8_at(row, 66));
  entry.name = row.substr(0, length);
  entry.left = u32_at(row, 68);
  entry.right = u32_at(row, 72);
  entry.child = u32_at(row, 76);
  entry.class_id = row.substr(80, 16);
  entry.state = row.substr(96, 4);
  entry.times = row.substr(100, 16);
  entry.start = u32_at(row, 116);
  entry.size = u32_at(row, 120);
  if (wide_sizes && u32_at(row, 124) != 0) {
    entry.size = UINT32_MAX; // more than any file has
  }
  return entry;
}

} // namespace

bool CompoundFile::is_one(std::string_view head) { return head.starts_with(k_compound_magic); }

Readable<CompoundFile> CompoundFile::open(ByteSource &source) {
  CompoundFile file(source);
  if (auto read = file.read_header(); !read) {
    return tl::unexpected(std::move(read.error()));
  }
  return file;
}

Readable<void> CompoundFile::read_header() {
  const std::string head = m_source->bytes(0, k_compound_header);
  if (!is_one(head)) {
    return damaged_compound("its header is cut off");
  }
  m_shift = u16_at(head, 30);
  const bool known = (u16_at(head, 26) == 3 && m_shift == 9) || (u16_at(head, 26) == 4 && m_shift == 12);
  if (!known || u16_at(head, 28) != 0xFFFE || u16_at(head, 32) != k_mini_shift || u32_at(head, 56) != 4096) {
    return damaged_compound("its header is of no known version");
  }
  const std::size_t sector = std::size_t{1} << m_shift;
  if (m_source->size() < 2 * sector) {
    return damaged_compound("it has no sectors");
  }
  m_sectors = static_cast<std::uint32_t>((m_source->size() + sector - 1) / sector - 1);
  const auto per_sector = static_cast<std::uint32_t>(sector / 4);
  const std::uint32_t count = u32_at(head, 44);
  if (count == 0 || count > m_sectors / per_sector + 1) {
    return damaged_compound("its sector table has an impossible size");
  }
  m_fat.reserve(count);
  for (std::size_t i = 0; i < k_header_fat && m_fat.size() < count; ++i) {
    m_fat.push_back(u32_at(head, 76 + 4 * i));
  }
  std::uint32_t next = u32_at(head, 68);
  while (m_fat.size() < count) { // each turn adds some, so it ends
    const std::string more = next < m_sectors ? m_source->bytes(offset_of(next), sector) : std::string();
    if (more.empty()) {
      return damaged_compound("its sector table is cut off");
    }
    for (std::size_t i = 0; i + 1 < per_sector && m_fat.size() < count; ++i) {
      m_fat.push_back(u32_at(more, 4 * i));
    }
    next = u32_at(more, sector - 4);
  }
  if (auto read = read_directory(u32_at(head, 48)); !read) {
    return read;
  }
  return read_mini_tables(u32_at(head, 60), u32_at(head, 64));
}

Readable<void> CompoundFile::read_directory(std::uint32_t first) {
  const std::size_t per_sector = (std::size_t{1} << m_shift) / k_entry_size;
  const auto sectors = chain(first, k_max_directory / per_sector);
  if (!sectors) {
    return damaged_compound("its directory: " + sectors.error());
  }
  m_entries.reserve(sectors->size() * per_sector);
  for (const std::uint32_t sector : *sectors) {
    const std::string rows = m_source->bytes(offset_of(sector), std::size_t{1} << m_shift);
    if (rows.empty()) {
      return damaged_compound("its directory is cut off");
    }
    for (std::size_t at = 0; at < rows.size(); at += k_entry_size) {
      m_entries.push_back(parse_entry(std::string_view(rows).substr(at, k_entry_size), m_shift == 12));
    }
  }
  if (m_entries.empty() || root().kind != CompoundEntry::Kind::root) {
    return damaged_compound("its directory does not begin with the root");
  }
  return {};
}

Readable<void> CompoundFile::read_mini_tables(std::uint32_t first, std::uint32_t count) {
  const std::size_t sector = std::size_t{1} << m_shift;
  if (root().size == 0) {
    return {};
  }
  if (root().size > k_max_mini_stream || root().size > m_source->size()) {
    return damaged_compound("its mini stream has an impossible size");
  }
  auto sectors = chain(root().start, (root().size + sector - 1) / sector);
  const auto table = chain(first, std::min<std::size_t>(count, k_max_mini_stream / sector));
  if (!sectors || !table) {
    return damaged_compound("its mini stream: " + (sectors ? table.error() : sectors.error()));
  }
  m_mini_sectors = std::move(*sectors);
  m_mini_fat.reserve(table->size() * sector);
  for (const std::uint32_t place : *table) {
    const std::string piece = m_source->bytes(offset_of(place), sector);
    if (piece.empty()) {
      return damaged_compound("its mini stream's table is cut off");
    }
    m_mini_fat += piece;
  }
  return {};
}

std::uint32_t CompoundFile::next_sector(std::uint32_t sector) {
  const std::size_t per_sector = (std::size_t{1} << m_shift) / 4;
  const std::size_t index = sector / per_sector;
  if (index >= m_fat.size() || m_fat[index] >= m_sectors) {
    return k_no_sector;
  }
  if (index != m_cached_index) {
    m_cached = m_source->bytes(offset_of(m_fat[index]), std::size_t{1} << m_shift);
    m_cached_index = index;
  }
  return m_cached.empty() ? k_no_sector : u32_at(m_cached, sector % per_sector * 4);
}

Readable<std::vector<std::uint32_t>> CompoundFile::chain(std::uint32_t first, std::size_t max) {
  std::vector<std::uint32_t> sectors;
  for (std::uint32_t sector = first; sector < k_last_sector; sector = next_sector(sector)) {
    if (sector >= m_sectors) {
      return damaged_compound("it goes beyond the end");
    }
    if (sectors.size() == max) {
      return damaged_compound("it is longer than it can be, or goes round in a circle");
    }
    sectors.push_back(sector);
  }
  return sectors;
}

} // namespace acsgate
