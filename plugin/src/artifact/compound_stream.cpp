#include "artifact/compound_file.hpp"
#include "artifact/little_endian.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::uint32_t k_no_entry = 0xFFFF'FFFF;
constexpr std::uint32_t k_mini_cutoff = 4096;
constexpr std::size_t k_mini_sector = 64;
constexpr std::size_t k_run = std::size_t{256} << 10U; ///< neighbouring sectors that are read at once

tl::unexpected<std::string> damaged_stream(std::string what) { return tl::unexpected<std::string>(std::move(what)); }

} // namespace

Readable<std::vector<std::uint32_t>> CompoundFile::children(const CompoundEntry &storage) const {
  std::vector<std::uint32_t> found;
  std::vector<bool> seen(m_entries.size(), false);
  std::vector<std::uint32_t> waiting = {storage.child};
  while (!waiting.empty()) {
    const std::uint32_t index = waiting.back();
    waiting.pop_back();
    if (index == k_no_entry) {
      continue;
    }
    if (index >= m_entries.size() || seen[index]) {
      return damaged_stream("its directory is no tree");
    }
    seen[index] = true;
    const CompoundEntry &entry = m_entries[index];
    if (entry.kind != CompoundEntry::Kind::storage && entry.kind != CompoundEntry::Kind::stream) {
      return damaged_stream("its directory has an entry that is neither a storage nor a stream");
    }
    found.push_back(index);
    waiting.push_back(entry.left);
    waiting.push_back(entry.right);
  }
  std::ranges::sort(found, {}, [this](std::uint32_t index) { return std::string_view(m_entries[index].name); });
  return found;
}

Readable<void> CompoundFile::read(const CompoundEntry &stream, const std::function<bool(std::string_view)> &take) {
  if (stream.size > m_source->size()) {
    return damaged_stream("a stream is longer than the file");
  }
  return stream.size < k_mini_cutoff ? read_mini(stream, take) : read_sectors(stream, take);
}

Readable<void> CompoundFile::read_sectors(const CompoundEntry &stream, const std::function<bool(std::string_view)> &take) {
  const std::size_t sector_size = std::size_t{1} << m_shift;
  std::string piece;
  std::size_t left = stream.size;
  std::uint32_t sector = stream.start;
  while (left > 0) { // each turn takes something, so a circle ends, too
    std::size_t run = 0;
    std::uint32_t last = sector;
    std::uint32_t next = sector;
    do {
      if (next >= m_sectors) {
        return damaged_stream("a stream is cut off");
      }
      last = next;
      run += sector_size;
      next = next_sector(last);
    } while (run < left && run < k_run && next == last + 1);
    piece.resize(std::min(run, left));
    if (!m_source->read(offset_of(sector), piece)) {
      return damaged_stream("a stream goes beyond the end");
    }
    if (!take(piece)) {
      return {};
    }
    left -= piece.size();
    sector = next;
  }
  return {};
}

Readable<void> CompoundFile::read_mini(const CompoundEntry &stream, const std::function<bool(std::string_view)> &take) {
  const std::size_t per_sector = (std::size_t{1} << m_shift) / k_mini_sector;
  std::size_t left = stream.size;
  std::uint32_t mini = stream.start;
  while (left > 0) {
    const std::size_t index = mini / per_sector;
    if (index >= m_mini_sectors.size() || std::size_t{mini} * k_mini_sector >= root().size) {
      return damaged_stream("a small stream is cut off");
    }
    const std::size_t count = std::min(left, k_mini_sector);
    const std::string piece = m_source->bytes(offset_of(m_mini_sectors[index]) + mini % per_sector * k_mini_sector, count);
    if (piece.empty()) {
      return damaged_stream("a small stream goes beyond the end");
    }
    if (!take(piece)) {
      return {};
    }
    left -= count;
    mini = std::size_t{mini} * 4 + 4 <= m_mini_fat.size() ? u32_at(m_mini_fat, std::size_t{mini} * 4) : k_no_sector;
  }
  return {};
}

Readable<std::optional<std::string>> CompoundFile::root_stream(std::string_view name, std::size_t max) {
  std::string wanted;
  for (const char letter : name) {
    wanted += letter;
    wanted += '\0';
  }
  wanted.append(2, '\0');
  const auto all = children(root());
  if (!all) {
    return tl::unexpected(all.error());
  }
  for (const std::uint32_t index : *all) {
    const CompoundEntry &entry = m_entries[index];
    if (entry.kind != CompoundEntry::Kind::stream || entry.name != wanted) {
      continue;
    }
    if (entry.size > max) {
      return damaged_stream("a stream is larger than such a stream can be");
    }
    std::string bytes;
    auto whole = read(entry, [&bytes](std::string_view piece) {
      bytes += piece;
      return true;
    });
    return whole ? Readable<std::optional<std::string>>(std::move(bytes)) : tl::unexpected(std::move(whole.error()));
  }
  return std::nullopt;
}

} // namespace acsgate
