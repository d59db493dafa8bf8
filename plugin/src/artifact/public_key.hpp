#pragma once

#include "artifact/hash.hpp"

#include <cstdint>
#include <string_view>

namespace acsgate {

/// How a signature is made from a digest.
struct SignatureScheme {
  enum class Kind : std::uint8_t {
    unknown, ///< no scheme that is believed here
    rsa,     ///< RSASSA-PKCS1-v1_5, RFC 8017
    rsa_pss, ///< RSASSA-PSS with MGF1 of the same hash
    ecdsa,   ///< on P-256, P-384 or P-521, the signature as DER
  };
  Kind kind = Kind::unknown;
  HashAlgorithm hash = HashAlgorithm::sha256;
  std::uint32_t salt = 20; ///< bytes, of rsa_pss
};

/// True if `signature` is the key's on `digest`. `public_key`: a SubjectPublicKeyInfo, DER. The system's implementation; false
/// also where it doesn't know the scheme or the key.
[[nodiscard]] bool verify_digest(std::string_view public_key, const SignatureScheme &scheme, std::string_view digest,
                                 std::string_view signature);

} // namespace acsgate
