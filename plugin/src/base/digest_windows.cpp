#include "base/hex.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"

#include <windows.h>

#include <bcrypt.h>

#include <array>
#include <memory>
#include <span>

namespace acsgate {

namespace {

struct CloseAlgorithm {
  void operator()(void *handle) const { BCryptCloseAlgorithmProvider(handle, 0); }
};
struct DestroyHash {
  void operator()(void *handle) const { BCryptDestroyHash(handle); }
};

// CNG is there since Windows Vista; the one-call BCryptHash only since Windows 10.
bool digest_of(std::string_view bytes, LPCWSTR algorithm_name, std::span<std::uint8_t> digest) {
  BCRYPT_ALG_HANDLE algorithm_handle = nullptr;
  if (BCryptOpenAlgorithmProvider(&algorithm_handle, algorithm_name, nullptr, 0) != 0) {
    return false;
  }
  const std::unique_ptr<void, CloseAlgorithm> algorithm(algorithm_handle);
  // Windows Vista wants the caller to give the memory of the hash object; Windows 7 would take none.
  DWORD object_size = 0;
  DWORD written = 0;
  if (BCryptGetProperty(algorithm.get(), BCRYPT_OBJECT_LENGTH, reinterpret_cast<PUCHAR>(&object_size), sizeof object_size,
                        &written, 0) != 0) {
    return false;
  }
  const auto object = std::make_unique<UCHAR[]>(object_size);
  BCRYPT_HASH_HANDLE hash_handle = nullptr;
  if (BCryptCreateHash(algorithm.get(), &hash_handle, object.get(), object_size, nullptr, 0, 0) != 0) {
    return false;
  }
  const std::unique_ptr<void, DestroyHash> hash(hash_handle);
  auto *data = reinterpret_cast<PUCHAR>(const_cast<char *>(bytes.data())); // the interface lacks const
  return BCryptHashData(hash.get(), data, static_cast<ULONG>(bytes.size()), 0) == 0 &&
         BCryptFinishHash(hash.get(), digest.data(), static_cast<ULONG>(digest.size()), 0) == 0;
}

} // namespace

std::optional<std::array<std::uint8_t, 20>> sha1(std::string_view bytes) {
  std::array<std::uint8_t, 20> digest{};
  return digest_of(bytes, BCRYPT_SHA1_ALGORITHM, digest) ? std::optional(digest) : std::nullopt;
}

std::string sha256_hex(std::string_view bytes) {
  std::array<std::uint8_t, 32> digest{};
  return digest_of(bytes, BCRYPT_SHA256_ALGORITHM, digest) ? hex_of(digest) : std::string();
}

} // namespace acsgate
