// The low-level functions, although OpenSSL 3 would rather see EVP: EVP starts the provider machinery, which costs a
// millisecond at start-up and pulls all of libcrypto into a static binary.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hex.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace acsgate {

std::optional<std::array<std::uint8_t, 20>> sha1(std::string_view bytes) {
  SHA_CTX context;
  std::array<std::uint8_t, SHA_DIGEST_LENGTH> digest{};
  if (SHA1_Init(&context) != 1 || SHA1_Update(&context, bytes.data(), bytes.size()) != 1 ||
      SHA1_Final(digest.data(), &context) != 1) {
    return std::nullopt;
  }
  return digest;
}

std::string sha256_hex(std::string_view bytes) {
  SHA256_CTX context;
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  if (SHA256_Init(&context) != 1 || SHA256_Update(&context, bytes.data(), bytes.size()) != 1 ||
      SHA256_Final(digest.data(), &context) != 1) {
    return {};
  }
  return hex_of(digest);
}

} // namespace acsgate
