#include "artifact/container.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_piece = std::size_t{256} << 10U;

} // namespace

DigestRun::DigestRun(const HashSet &wanted) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) {
      m_hashers[i].emplace(static_cast<HashAlgorithm>(i));
    }
  }
}

void DigestRun::add(std::string_view piece) {
  for (auto &hasher : m_hashers) {
    if (hasher) {
      hasher->add(piece);
    }
  }
}

FileDigests DigestRun::finish() {
  FileDigests digests;
  for (std::size_t i = 0; i < digests.size(); ++i) {
    if (auto &hasher = m_hashers[i]) {
      digests[i] = hasher->finish();
    }
  }
  return digests;
}

Readable<FileDigests> digest_ranges(ByteSource &source, std::span<const ByteRange> ranges, const HashSet &wanted) {
  DigestRun run(wanted);
  std::string piece(k_piece, '\0');
  for (ByteRange range : ranges) {
    while (range.begin < range.end) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(k_piece, range.end - range.begin));
      if (!source.read(range.begin, std::span(piece).first(count))) {
        return tl::unexpected(std::string("it can't be read to its end"));
      }
      run.add(std::string_view(piece).substr(0, count));
      range.begin += count;
    }
  }
  return run.finish();
}

} // namespace acsgate
