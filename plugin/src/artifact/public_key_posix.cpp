#include "artifact/public_key.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace acsgate {

namespace {

const unsigned char *openssl_bytes(std::string_view text) { return reinterpret_cast<const unsigned char *>(text.data()); }

const EVP_MD *message_digest(HashAlgorithm algorithm) {
  switch (algorithm) {
  case HashAlgorithm::sha1:
    return EVP_sha1();
  case HashAlgorithm::sha256:
    return EVP_sha256();
  case HashAlgorithm::sha384:
    return EVP_sha384();
  default:
    return EVP_sha512();
  }
}

bool prepare(EVP_PKEY_CTX *context, const EVP_PKEY *key, const SignatureScheme &scheme) {
  using Kind = SignatureScheme::Kind;
  const bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
  const bool fits = scheme.kind == Kind::ecdsa ? EVP_PKEY_get_base_id(key) == EVP_PKEY_EC : rsa && scheme.kind != Kind::unknown;
  if (!fits || EVP_PKEY_verify_init(context) != 1) {
    return false;
  }
  if (rsa && EVP_PKEY_CTX_set_rsa_padding(context, scheme.kind == Kind::rsa ? RSA_PKCS1_PADDING : RSA_PKCS1_PSS_PADDING) != 1) {
    return false;
  }
  if (scheme.kind == Kind::rsa_pss && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, static_cast<int>(scheme.salt)) != 1) {
    return false;
  }
  return EVP_PKEY_CTX_set_signature_md(context, message_digest(scheme.hash)) == 1;
}

} // namespace

bool verify_digest(std::string_view public_key, const SignatureScheme &scheme, std::string_view digest,
                   std::string_view signature) {
  const unsigned char *bytes = openssl_bytes(public_key);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(d2i_PUBKEY(nullptr, &bytes, static_cast<long>(public_key.size())),
                                                                &EVP_PKEY_free);
  bool good = false;
  if (key != nullptr) {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new(key.get(), nullptr),
                                                                              &EVP_PKEY_CTX_free);
    good = context != nullptr && prepare(context.get(), key.get(), scheme) &&
           EVP_PKEY_verify(context.get(), openssl_bytes(signature), signature.size(), openssl_bytes(digest), digest.size()) == 1;
  }
  ERR_clear_error();
  return good;
}

} // namespace acsgate
