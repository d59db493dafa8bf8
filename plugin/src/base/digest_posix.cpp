// The low-level functions, although OpenSSL 3 would rather see EVP: EVP starts the provider machinery, which costs a
// millisecond at start-up and pulls all of libcrypto into a static binary.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hex.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"

#include <openssl/sha.h>

#include <array>
#include <utility>

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
  return sha256_hex_of_pieces([&bytes] { return std::exchange(bytes, {}); });
}

std::string sha256_hex_of_pieces(const NextPiece &next) {
  SHA256_CTX context;
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  bool good = SHA256_Init(&context) == 1;
  for (std::string_view piece = next(); good && !piece.empty(); piece = next()) {
    good = SHA256_Update(&context, piece.data(), piece.size()) == 1;
  }
  return good && SHA256_Final(digest.data(), &context) == 1 ? hex_of(digest) : std::string();
}

} // namespace acsgate
