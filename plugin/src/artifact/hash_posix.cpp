// The low-level functions, although OpenSSL 3 would rather see EVP: see base/digest_posix.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "artifact/hash.hpp"

#include <openssl/sha.h>

#include <variant>

namespace acsgate {

struct Hasher::State {
  HashAlgorithm algorithm;
  std::variant<SHA_CTX, SHA256_CTX, SHA512_CTX> context;
  bool good = false;
};

Hasher::Hasher(HashAlgorithm algorithm) : m_state(std::make_unique<State>()) {
  m_state->algorithm = algorithm;
  auto &context = m_state->context;
  switch (algorithm) {
  case HashAlgorithm::sha1:
    m_state->good = SHA1_Init(&context.emplace<SHA_CTX>()) == 1;
    break;
  case HashAlgorithm::sha256:
    m_state->good = SHA256_Init(&context.emplace<SHA256_CTX>()) == 1;
    break;
  case HashAlgorithm::sha384:
    m_state->good = SHA384_Init(&context.emplace<SHA512_CTX>()) == 1;
    break;
  case HashAlgorithm::sha512:
    m_state->good = SHA512_Init(&context.emplace<SHA512_CTX>()) == 1;
    break;
  }
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::add(std::string_view piece) {
  if (auto *sha1 = std::get_if<SHA_CTX>(&m_state->context)) {
    m_state->good = m_state->good && SHA1_Update(sha1, piece.data(), piece.size()) == 1;
  } else if (auto *sha256 = std::get_if<SHA256_CTX>(&m_state->context)) {
    m_state->good = m_state->good && SHA256_Update(sha256, piece.data(), piece.size()) == 1;
  } else if (auto *sha512 = std::get_if<SHA512_CTX>(&m_state->context)) { // SHA-384 is SHA-512 with another start, and cut
    m_state->good = m_state->good && SHA512_Update(sha512, piece.data(), piece.size()) == 1;
  }
}

std::string Hasher::finish() {
  std::string digest(size_of(m_state->algorithm), '\0');
  auto *out = reinterpret_cast<unsigned char *>(digest.data());
  if (auto *sha1 = std::get_if<SHA_CTX>(&m_state->context)) {
    m_state->good = m_state->good && SHA1_Final(out, sha1) == 1;
  } else if (auto *sha256 = std::get_if<SHA256_CTX>(&m_state->context)) {
    m_state->good = m_state->good && SHA256_Final(out, sha256) == 1;
  } else if (auto *sha512 = std::get_if<SHA512_CTX>(&m_state->context)) {
    const bool shorter = m_state->algorithm == HashAlgorithm::sha384;
    m_state->good = m_state->good && (shorter ? SHA384_Final(out, sha512) : SHA512_Final(out, sha512)) == 1;
  }
  return m_state->good ? digest : std::string();
}

} // namespace acsgate
