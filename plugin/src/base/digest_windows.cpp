#include "base/hex.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"

#include <windows.h>

#include <wincrypt.h>

#include <array>
#include <span>
#include <utility>

namespace acsgate {

namespace {

/// The provider that has SHA-256 since before Windows Vista. Of CryptoAPI, because CNG costs a DLL and, in Wine, another library
/// below it.
class Provider {
public:
  Provider() {
    if (CryptAcquireContextW(&m_handle, nullptr, nullptr, PROV_RSA_AES, CRYPT_VERIFYCONTEXT | CRYPT_SILENT) == 0) {
      m_handle = 0;
    }
  }
  ~Provider() {
    if (m_handle != 0) {
      CryptReleaseContext(m_handle, 0);
    }
  }
  Provider(const Provider &) = delete;
  Provider &operator=(const Provider &) = delete;

  [[nodiscard]] HCRYPTPROV handle() const { return m_handle; }

private:
  HCRYPTPROV m_handle = 0;
};

class Hash {
public:
  Hash(const Provider &provider, ALG_ID algorithm) {
    if (provider.handle() == 0 || CryptCreateHash(provider.handle(), algorithm, 0, 0, &m_handle) == 0) {
      m_handle = 0;
    }
  }
  ~Hash() {
    if (m_handle != 0) {
      CryptDestroyHash(m_handle);
    }
  }
  Hash(const Hash &) = delete;
  Hash &operator=(const Hash &) = delete;

  [[nodiscard]] bool add(std::string_view piece) const {
    return m_handle != 0 &&
           CryptHashData(m_handle, reinterpret_cast<const BYTE *>(piece.data()), static_cast<DWORD>(piece.size()), 0) != 0;
  }
  [[nodiscard]] bool finish(std::span<std::uint8_t> digest) const {
    auto size = static_cast<DWORD>(digest.size());
    return m_handle != 0 && CryptGetHashParam(m_handle, HP_HASHVAL, digest.data(), &size, 0) != 0 && size == digest.size();
  }

private:
  HCRYPTHASH m_handle = 0;
};

bool digest_of(const NextPiece &next, ALG_ID algorithm, std::span<std::uint8_t> digest) {
  static const Provider k_provider;
  Hash hash(k_provider, algorithm);
  for (std::string_view piece = next(); !piece.empty(); piece = next()) {
    if (!hash.add(piece)) {
      return false;
    }
  }
  return hash.finish(digest);
}

NextPiece one_piece(std::string_view bytes) {
  return [bytes]() mutable { return std::exchange(bytes, {}); };
}

} // namespace

std::optional<std::array<std::uint8_t, 20>> sha1(std::string_view bytes) {
  std::array<std::uint8_t, 20> digest{};
  return digest_of(one_piece(bytes), CALG_SHA1, digest) ? std::optional(digest) : std::nullopt;
}

std::string sha256_hex(std::string_view bytes) { return sha256_hex_of_pieces(one_piece(bytes)); }

std::string sha256_hex_of_pieces(const NextPiece &next) {
  std::array<std::uint8_t, 32> digest{};
  return digest_of(next, CALG_SHA_256, digest) ? hex_of(digest) : std::string();
}

} // namespace acsgate
