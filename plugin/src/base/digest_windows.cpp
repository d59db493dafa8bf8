#include "base/hex.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"
#include "base/system_library_windows.hpp"

#include <windows.h>

#include <bcrypt.h>

#include <array>
#include <memory>
#include <span>
#include <utility>

namespace acsgate {

namespace {

/// The functions of CNG that a digest takes: there since Windows Vista; the one-call BCryptHash only since Windows 10.
struct Cng {
  HMODULE module = load_system_library(L"bcrypt.dll");
  decltype(&BCryptOpenAlgorithmProvider) open = find<decltype(BCryptOpenAlgorithmProvider)>("BCryptOpenAlgorithmProvider");
  decltype(&BCryptCloseAlgorithmProvider) close = find<decltype(BCryptCloseAlgorithmProvider)>("BCryptCloseAlgorithmProvider");
  decltype(&BCryptGetProperty) property = find<decltype(BCryptGetProperty)>("BCryptGetProperty");
  decltype(&BCryptCreateHash) create = find<decltype(BCryptCreateHash)>("BCryptCreateHash");
  decltype(&BCryptDestroyHash) destroy = find<decltype(BCryptDestroyHash)>("BCryptDestroyHash");
  decltype(&BCryptHashData) update = find<decltype(BCryptHashData)>("BCryptHashData");
  decltype(&BCryptFinishHash) finish = find<decltype(BCryptFinishHash)>("BCryptFinishHash");

  [[nodiscard]] bool complete() const {
    return open != nullptr && close != nullptr && property != nullptr && create != nullptr && destroy != nullptr &&
           update != nullptr && finish != nullptr;
  }

private:
  template <class Function> [[nodiscard]] Function *find(const char *name) const { return function_of<Function>(module, name); }
};

struct CloseWith {
  const Cng &cng;
  void operator()(void *handle) const { cng.close(handle, 0); }
};
struct DestroyWith {
  const Cng &cng;
  void operator()(void *handle) const { cng.destroy(handle); }
};

bool digest_of(const NextPiece &next, LPCWSTR algorithm_name, std::span<std::uint8_t> digest) {
  static const Cng k_cng;
  BCRYPT_ALG_HANDLE algorithm_handle = nullptr;
  if (!k_cng.complete() || k_cng.open(&algorithm_handle, algorithm_name, nullptr, 0) != 0) {
    return false;
  }
  const std::unique_ptr<void, CloseWith> algorithm(algorithm_handle, {k_cng});
  // Windows Vista wants the caller to give the memory of the hash object; Windows 7 would take none.
  DWORD object_size = 0;
  DWORD written = 0;
  if (k_cng.property(algorithm.get(), BCRYPT_OBJECT_LENGTH, reinterpret_cast<PUCHAR>(&object_size), sizeof object_size, &written,
                     0) != 0) {
    return false;
  }
  const auto object = std::make_unique<UCHAR[]>(object_size);
  BCRYPT_HASH_HANDLE hash_handle = nullptr;
  if (k_cng.create(algorithm.get(), &hash_handle, object.get(), object_size, nullptr, 0, 0) != 0) {
    return false;
  }
  const std::unique_ptr<void, DestroyWith> hash(hash_handle, {k_cng});
  for (std::string_view piece = next(); !piece.empty(); piece = next()) {
    auto *data = reinterpret_cast<PUCHAR>(const_cast<char *>(piece.data())); // the interface lacks const
    if (k_cng.update(hash.get(), data, static_cast<ULONG>(piece.size()), 0) != 0) {
      return false;
    }
  }
  return k_cng.finish(hash.get(), digest.data(), static_cast<ULONG>(digest.size()), 0) == 0;
}

NextPiece one_piece(std::string_view bytes) {
  return [bytes]() mutable { return std::exchange(bytes, {}); };
}

} // namespace

std::optional<std::array<std::uint8_t, 20>> sha1(std::string_view bytes) {
  std::array<std::uint8_t, 20> digest{};
  return digest_of(one_piece(bytes), BCRYPT_SHA1_ALGORITHM, digest) ? std::optional(digest) : std::nullopt;
}

std::string sha256_hex(std::string_view bytes) { return sha256_hex_of_pieces(one_piece(bytes)); }

std::string sha256_hex_of_pieces(const NextPiece &next) {
  std::array<std::uint8_t, 32> digest{};
  return digest_of(next, BCRYPT_SHA256_ALGORITHM, digest) ? hex_of(digest) : std::string();
}

} // namespace acsgate
