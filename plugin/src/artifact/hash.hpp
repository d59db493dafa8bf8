#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// The hash functions of signatures that are believed, SHA-1 among them because old files have it. MD5 is not.
enum class HashAlgorithm : std::uint8_t { sha1, sha256, sha384, sha512 };

inline constexpr std::size_t k_hash_algorithms = 4;

/// `sha256`
[[nodiscard]] std::string_view name_of(HashAlgorithm algorithm);
/// Bytes of a digest.
[[nodiscard]] std::size_t size_of(HashAlgorithm algorithm);
/// By its OID, `2.16.840.1.101.3.4.2.1`.
[[nodiscard]] std::optional<HashAlgorithm> hash_by_oid(std::string_view oid);

/// A digest in the making, by the system's implementation (FIPS 180-4).
class Hasher {
public:
  explicit Hasher(HashAlgorithm algorithm);
  ~Hasher();
  Hasher(Hasher &&) noexcept;
  Hasher &operator=(Hasher &&) noexcept;
  Hasher(const Hasher &) = delete;
  Hasher &operator=(const Hasher &) = delete;

  void add(std::string_view piece);
  /// The digest's bytes; empty if the system failed. Once only.
  [[nodiscard]] std::string finish();

private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// The digest of bytes that are at hand.
[[nodiscard]] std::string hash_of(HashAlgorithm algorithm, std::string_view bytes);

} // namespace acsgate
