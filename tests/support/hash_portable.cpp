// What signatures are hashed and verified with, for the 32-bit test build on Linux only: see digest_portable.cpp. It has no
// SHA-384 and SHA-512, and holds no signature for right: what that build tests is how files and signatures are read.
#include "artifact/hash.hpp"
#include "artifact/public_key.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"

namespace acsgate {

struct Hasher::State {
  HashAlgorithm algorithm = HashAlgorithm::sha1;
  std::string bytes;
};

Hasher::Hasher(HashAlgorithm algorithm) : m_state(std::make_unique<State>()) { m_state->algorithm = algorithm; }
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::add(std::string_view piece) { m_state->bytes += piece; }

std::string Hasher::finish() {
  if (m_state->algorithm == HashAlgorithm::sha1) {
    const auto digest = sha1(m_state->bytes);
    return digest ? std::string(digest->begin(), digest->end()) : std::string();
  }
  if (m_state->algorithm != HashAlgorithm::sha256) {
    return {};
  }
  const std::string hex = sha256_hex(m_state->bytes);
  std::string digest;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return digest;
}

bool verify_digest(std::string_view /*public_key*/, const SignatureScheme & /*scheme*/, std::string_view /*digest*/,
                   std::string_view /*signature*/) {
  return false;
}

} // namespace acsgate
