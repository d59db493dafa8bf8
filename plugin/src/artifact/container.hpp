#pragma once

#include "artifact/byte_source.hpp"
#include "artifact/signature.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <vector>

namespace acsgate {

/// What could be read, or what is damaged of it, in words that go on "the file is damaged: ".
template <class T> using Readable = tl::expected<T, std::string>;

/// What is to be hashed for which algorithms.
using HashSet = std::array<bool, k_hash_algorithms>;

/// Feeds every wanted digest with the same pieces, so that a file is read once.
class DigestRun {
public:
  explicit DigestRun(const HashSet &wanted);
  void add(std::string_view piece);
  [[nodiscard]] FileDigests finish();

private:
  std::array<std::optional<Hasher>, k_hash_algorithms> m_hashers;
};

/// The digests of parts of a file, one after the other. Reads in pieces; all that is held is one piece.
[[nodiscard]] Readable<FileDigests> digest_ranges(ByteSource &source, std::span<const ByteRange> ranges, const HashSet &wanted);

} // namespace acsgate
