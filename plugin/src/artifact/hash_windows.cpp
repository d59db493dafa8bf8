#include "artifact/hash.hpp"

#include <windows.h>

#include <wincrypt.h>

#include <array>

namespace acsgate {

namespace {

constexpr std::array<ALG_ID, k_hash_algorithms> k_algorithms = {CALG_SHA1, CALG_SHA_256, CALG_SHA_384, CALG_SHA_512};

/// The provider with SHA-2, for as long as the program runs: base/digest_windows.cpp says why it is CryptoAPI's.
HCRYPTPROV hash_provider() {
  static const HCRYPTPROV k_provider = [] {
    HCRYPTPROV provider = 0;
    const BOOL acquired = CryptAcquireContextW(&provider, nullptr, nullptr, PROV_RSA_AES, CRYPT_VERIFYCONTEXT | CRYPT_SILENT);
    return acquired != 0 ? provider : 0;
  }();
  return k_provider;
}

} // namespace

struct Hasher::State {
  HashAlgorithm algorithm = HashAlgorithm::sha1;
  HCRYPTHASH handle = 0;
  bool good = false;
  State() = default;
  State(const State &) = delete;
  State &operator=(const State &) = delete;
  ~State() {
    if (handle != 0) {
      CryptDestroyHash(handle);
    }
  }
};

Hasher::Hasher(HashAlgorithm algorithm) : m_state(std::make_unique<State>()) {
  m_state->algorithm = algorithm;
  const ALG_ID id = k_algorithms[static_cast<std::size_t>(algorithm)];
  m_state->good = hash_provider() != 0 && CryptCreateHash(hash_provider(), id, 0, 0, &m_state->handle) != 0;
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::add(std::string_view piece) {
  const auto *bytes = reinterpret_cast<const BYTE *>(piece.data());
  m_state->good =
      m_state->good && (piece.empty() || CryptHashData(m_state->handle, bytes, static_cast<DWORD>(piece.size()), 0) != 0);
}

std::string Hasher::finish() {
  std::string digest(size_of(m_state->algorithm), '\0');
  auto size = static_cast<DWORD>(digest.size());
  const bool finished =
      m_state->good && CryptGetHashParam(m_state->handle, HP_HASHVAL, reinterpret_cast<BYTE *>(digest.data()), &size, 0) != 0;
  return finished && size == digest.size() ? digest : std::string();
}

} // namespace acsgate
