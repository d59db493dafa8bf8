#include "artifact/algorithm.hpp"
#include "artifact/der.hpp"
#include "base/system_library_windows.hpp"

#include <bcrypt.h>

#include <algorithm>
#include <array>
#include <string>

namespace acsgate {

namespace {

constexpr std::string_view k_rsa_key = "1.2.840.113549.1.1.1";
constexpr std::string_view k_ec_key = "1.2.840.10045.2.1";

constexpr std::array<const wchar_t *, k_hash_algorithms> k_hash_names = {L"SHA1", L"SHA256", L"SHA384", L"SHA512"};

struct CurveRow {
  std::string_view oid;
  const wchar_t *algorithm;
  ULONG magic;
  std::size_t size; ///< bytes of a coordinate
};

constexpr std::array<CurveRow, 3> k_curves = {{
    {"1.2.840.10045.3.1.7", L"ECDSA_P256", 0x31534345, 32},
    {"1.3.132.0.34", L"ECDSA_P384", 0x33534345, 48},
    {"1.3.132.0.35", L"ECDSA_P521", 0x35534345, 66},
}};

/// CNG, by name: bcrypt.dll is not among the DLLs that may stand in the import table.
struct Cng {
  decltype(&BCryptOpenAlgorithmProvider) open;
  decltype(&BCryptCloseAlgorithmProvider) close;
  decltype(&BCryptImportKeyPair) import_key;
  decltype(&BCryptDestroyKey) destroy_key;
  decltype(&BCryptVerifySignature) verify;
};

template <class Function> Function cng_function(HMODULE module, const char *name) {
  return function_of<std::remove_pointer_t<Function>>(module, name);
}

const Cng *cng() {
  static const Cng k_cng = [] {
    const HMODULE module = load_system_library(L"bcrypt.dll");
    return Cng{cng_function<decltype(Cng::open)>(module, "BCryptOpenAlgorithmProvider"),
               cng_function<decltype(Cng::close)>(module, "BCryptCloseAlgorithmProvider"),
               cng_function<decltype(Cng::import_key)>(module, "BCryptImportKeyPair"),
               cng_function<decltype(Cng::destroy_key)>(module, "BCryptDestroyKey"),
               cng_function<decltype(Cng::verify)>(module, "BCryptVerifySignature")};
  }();
  const bool whole = k_cng.open != nullptr && k_cng.close != nullptr && k_cng.import_key != nullptr &&
                     k_cng.destroy_key != nullptr && k_cng.verify != nullptr;
  return whole ? &k_cng : nullptr;
}

/// A key as CNG takes it.
struct CngKey {
  const wchar_t *algorithm = nullptr;
  const wchar_t *blob_type = nullptr;
  std::string blob;
  std::size_t coordinate = 0; ///< of ECDSA
};

std::string little_endian(std::size_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>(value >> shift & 0xFFU);
  }
  return bytes;
}

/// A number without the zero that keeps it positive.
std::string_view magnitude(std::string_view integer) {
  return integer.substr(std::min(integer.find_first_not_of('\0'), integer.size()));
}

/// BCRYPT_RSAKEY_BLOB of an RSAPublicKey (RFC 8017, A.1.1).
bool read_rsa(DerReader bits, CngKey &key) {
  auto numbers = bits.enter(der::k_sequence);
  const auto modulus = numbers ? numbers->next(der::k_integer) : std::nullopt;
  const auto exponent = numbers ? numbers->next(der::k_integer) : std::nullopt;
  if (!modulus || !exponent || magnitude(modulus->content).empty() || magnitude(exponent->content).empty()) {
    return false;
  }
  const std::string_view n = magnitude(modulus->content);
  const std::string_view e = magnitude(exponent->content);
  key.algorithm = L"RSA";
  key.blob_type = L"RSAPUBLICBLOB";
  key.blob = little_endian(0x31415352) + little_endian(n.size() * 8) + little_endian(e.size()) + little_endian(n.size()) +
             little_endian(0) + little_endian(0) + std::string(e) + std::string(n);
  return true;
}

/// BCRYPT_ECCKEY_BLOB of an uncompressed point (SEC 1, 2.3.3).
bool read_ec(DerReader parameters, std::string_view point, CngKey &key) {
  const auto oid = parameters.next(der::k_oid);
  const std::string name = oid ? oid_text(oid->content) : std::string();
  const auto *curve = std::ranges::find(k_curves, name, &CurveRow::oid);
  if (curve == k_curves.end() || point.size() != 1 + 2 * curve->size || point.front() != '\x04') {
    return false;
  }
  key.algorithm = curve->algorithm;
  key.blob_type = L"ECCPUBLICBLOB";
  key.blob = little_endian(curve->magic) + little_endian(curve->size) + std::string(point.substr(1));
  key.coordinate = curve->size;
  return true;
}

bool read_key(std::string_view public_key, bool ecdsa, CngKey &key) {
  DerReader outside(public_key);
  auto fields = outside.enter(der::k_sequence);
  auto algorithm = fields ? fields->enter(der::k_sequence) : std::nullopt;
  const auto item = fields ? fields->next(der::k_bit_string) : std::nullopt;
  const auto bits = item ? bit_string(*item) : std::nullopt;
  const auto oid = algorithm ? algorithm->next(der::k_oid) : std::nullopt;
  if (!bits || !oid || oid_text(oid->content) != (ecdsa ? k_ec_key : k_rsa_key)) {
    return false;
  }
  return ecdsa ? read_ec(*algorithm, *bits, key) : read_rsa(DerReader(*bits), key);
}

/// The two numbers of an ECDSA signature side by side, as CNG takes them; empty if it is ill-formed.
std::string plain_signature(std::string_view signature, std::size_t size) {
  DerReader outside(signature);
  auto numbers = outside.enter(der::k_sequence);
  std::string plain;
  for (int i = 0; numbers && i < 2; ++i) {
    const auto number = numbers->next(der::k_integer);
    const std::string_view value = number ? magnitude(number->content) : std::string_view();
    if (!number || value.size() > size) {
      return {};
    }
    plain += std::string(size - value.size(), '\0') + std::string(value);
  }
  return numbers && numbers->at_end() && outside.at_end() ? plain : std::string();
}

bool verify_with(const Cng &functions, BCRYPT_KEY_HANDLE key, const SignatureScheme &scheme, std::string digest,
                 std::string signature) {
  const wchar_t *hash = k_hash_names[static_cast<std::size_t>(scheme.hash)];
  BCRYPT_PKCS1_PADDING_INFO pkcs1{hash};
  BCRYPT_PSS_PADDING_INFO pss{hash, scheme.salt};
  void *padding = nullptr;
  ULONG flags = 0;
  if (scheme.kind == SignatureScheme::Kind::rsa) {
    padding = &pkcs1;
    flags = BCRYPT_PAD_PKCS1;
  } else if (scheme.kind == SignatureScheme::Kind::rsa_pss) {
    padding = &pss;
    flags = BCRYPT_PAD_PSS;
  }
  return functions.verify(key, padding, reinterpret_cast<PUCHAR>(digest.data()), static_cast<ULONG>(digest.size()),
                          reinterpret_cast<PUCHAR>(signature.data()), static_cast<ULONG>(signature.size()), flags) == 0;
}

} // namespace

bool verify_digest(std::string_view public_key, const SignatureScheme &scheme, std::string_view digest,
                   std::string_view signature) {
  const Cng *functions = cng();
  const bool ecdsa = scheme.kind == SignatureScheme::Kind::ecdsa;
  CngKey key;
  if (functions == nullptr || scheme.kind == SignatureScheme::Kind::unknown || !read_key(public_key, ecdsa, key)) {
    return false;
  }
  const std::string plain = ecdsa ? plain_signature(signature, key.coordinate) : std::string(signature);
  BCRYPT_ALG_HANDLE provider = nullptr;
  if (plain.empty() || functions->open(&provider, key.algorithm, nullptr, 0) != 0) {
    return false;
  }
  BCRYPT_KEY_HANDLE handle = nullptr;
  bool good = false;
  if (functions->import_key(provider, nullptr, key.blob_type, &handle, reinterpret_cast<PUCHAR>(key.blob.data()),
                            static_cast<ULONG>(key.blob.size()), 0) == 0) {
    good = verify_with(*functions, handle, scheme, std::string(digest), plain);
    functions->destroy_key(handle);
  }
  functions->close(provider, 0);
  return good;
}

} // namespace acsgate
