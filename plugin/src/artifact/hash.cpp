#include "artifact/hash.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

struct HashRow {
  std::string_view name;
  std::size_t size;
  std::string_view oid;
};

constexpr std::array<HashRow, k_hash_algorithms> k_hashes = {{
    {"sha1", 20, "1.3.14.3.2.26"},
    {"sha256", 32, "2.16.840.1.101.3.4.2.1"},
    {"sha384", 48, "2.16.840.1.101.3.4.2.2"},
    {"sha512", 64, "2.16.840.1.101.3.4.2.3"},
}};

const HashRow &hash_row(HashAlgorithm algorithm) { return k_hashes[static_cast<std::size_t>(algorithm)]; }

} // namespace

std::string_view name_of(HashAlgorithm algorithm) { return hash_row(algorithm).name; }

std::size_t size_of(HashAlgorithm algorithm) { return hash_row(algorithm).size; }

std::optional<HashAlgorithm> hash_by_oid(std::string_view oid) {
  const auto *row = std::ranges::find(k_hashes, oid, &HashRow::oid);
  return row == k_hashes.end() ? std::nullopt : std::optional(static_cast<HashAlgorithm>(row - k_hashes.begin()));
}

std::string hash_of(HashAlgorithm algorithm, std::string_view bytes) {
  Hasher hasher(algorithm);
  hasher.add(bytes);
  return hasher.finish();
}

} // namespace acsgate
