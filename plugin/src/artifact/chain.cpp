#include "artifact/chain.hpp"

#include "artifact/identity_root.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_chain = 10;
constexpr std::size_t k_max_candidates = 8; ///< of the same name: each costs a public-key operation

bool is_issued_by(const Certificate &certificate, const Certificate &issuer) {
  if (certificate.issuer != issuer.subject || certificate.scheme.kind == SignatureScheme::Kind::unknown) {
    return false;
  }
  const std::string digest = hash_of(certificate.scheme.hash, certificate.tbs);
  return verify_digest(issuer.public_key, certificate.scheme, digest, certificate.signature);
}

const Certificate *issuer_of(const Certificate &certificate, const std::vector<const Certificate *> &pool) {
  // First of all the root that counts: a message may bring a certificate of the same name, and one that leads elsewhere.
  if (const Certificate *root = identity_root(); root != nullptr && is_issued_by(certificate, *root)) {
    return root;
  }
  std::size_t tried = 0;
  for (const Certificate *candidate : pool) {
    if (candidate->subject == certificate.issuer && ++tried <= k_max_candidates && is_issued_by(certificate, *candidate)) {
      return candidate;
    }
  }
  return nullptr;
}

ChainFault fault_of_issuer(const Certificate &issuer, std::size_t below, Timestamp time, std::string_view purpose) {
  const bool anchor = is_issued_by(issuer, issuer); // of the first kind of certificate, X.509 v1, some roots are left
  if (!anchor && (!issuer.is_authority || !issuer.signs_certificates.value_or(true))) {
    return ChainFault::authority;
  }
  if (issuer.path_length && below > *issuer.path_length) {
    return ChainFault::authority;
  }
  if (time < issuer.not_before || time > issuer.not_after) {
    return ChainFault::validity;
  }
  return is_for(issuer, purpose) ? ChainFault::none : ChainFault::purpose;
}

} // namespace

Chain build_chain(const Certificate &leaf, const std::vector<const Certificate *> &pool, Timestamp time,
                  std::string_view purpose) {
  Chain chain;
  chain.certificates.push_back(&leaf);
  if (!is_for(leaf, purpose)) {
    chain.fault = ChainFault::purpose;
  }
  while (chain.certificates.size() < k_max_chain) {
    const Certificate &last = *chain.certificates.back();
    if (is_issued_by(last, last)) {
      chain.complete = true;
      break;
    }
    const Certificate *issuer = issuer_of(last, pool);
    if (issuer == nullptr || std::ranges::find(chain.certificates, issuer) != chain.certificates.end()) {
      break;
    }
    const ChainFault fault = fault_of_issuer(*issuer, chain.certificates.size() - 1, time, purpose);
    if (chain.fault == ChainFault::none) {
      chain.fault = fault;
    }
    chain.certificates.push_back(issuer);
  }
  chain.pinned = chain.certificates.size() > 1 && thumbprint(*chain.certificates.back()) == k_identity_root_sha256;
  return chain;
}

} // namespace acsgate
