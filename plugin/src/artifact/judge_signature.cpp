#include "artifact/chain.hpp"
#include "artifact/signature.hpp"
#include "base/hex.hpp"

#include <algorithm>
#include <span>

namespace acsgate {

namespace {

// MicrosoftDocs/azure-docs, articles/trusted-signing/concept-trusted-signing-cert-management.md
constexpr std::string_view k_public_trust = "1.3.6.1.4.1.311.97.1.0";
constexpr std::string_view k_private_trust = "1.3.6.1.4.1.311.97.1.3.1.";
constexpr std::string_view k_private_policy = "1.3.6.1.4.1.311.97.1.4.1.";
constexpr std::string_view k_lifetime_signing = "1.3.6.1.4.1.311.10.3.13"; // szOID_KP_LIFETIME_SIGNING

constexpr std::array<std::string_view, 6> k_kind_names = {"unknown",    "acs",  "private-trust", "private-trust-policy",
                                                          "other-root", "other"};

bool has_purpose(const Certificate &leaf, std::string_view prefix, bool whole) {
  return std::ranges::any_of(leaf.purposes, [&](const std::string &purpose) {
    return whole ? purpose == prefix : std::string_view(purpose).starts_with(prefix);
  });
}

/// Who signed: by the root's hash first, by the names of purposes only where it is not that root.
void judge_kind(const Certificate &leaf, Signature &signature) {
  const bool public_trust = has_purpose(leaf, k_public_trust, true);
  const auto is = [&signature](SignatureKind kind, FindingCode code, std::string argument = {}) {
    signature.kind = kind;
    signature.findings.push_back({code, std::move(argument)});
  };
  if (has_purpose(leaf, k_private_policy, false)) {
    is(SignatureKind::private_policy, FindingCode::private_policy);
  } else if (has_purpose(leaf, k_private_trust, false)) {
    is(SignatureKind::private_trust, FindingCode::private_trust);
  } else if (signature.root_pinned) {
    is(SignatureKind::acs, public_trust ? FindingCode::acs : FindingCode::acs_by_root);
  } else if (public_trust) {
    is(SignatureKind::other_root, FindingCode::other_root, signature.root);
  } else {
    is(SignatureKind::other, FindingCode::other_authority, signature.root);
  }
}

void keep_chain(const Chain &chain, Signature &signature) {
  const Certificate &last = *chain.certificates.back();
  signature.chain.reserve(chain.certificates.size());
  for (const Certificate *link : chain.certificates) {
    signature.chain.push_back(
        {name_text(link->subject), short_name(link->subject), thumbprint(*link), link->not_before, link->not_after});
  }
  signature.root = short_name(chain.complete ? last.subject : last.issuer);
  signature.root_there = chain.complete;
  signature.root_pinned = chain.pinned;
}

/// The time at which the certificates have to be valid: that of a time stamp that holds, else now. Nothing where a time stamp is
/// there that does not hold.
std::optional<Timestamp> time_that_counts(const Certificate &leaf, Timestamp now, Signature &signature) {
  for (const Stamp &stamp : signature.stamps) {
    if (!stamp.holds || !stamp.time) {
      signature.findings.push_back({FindingCode::stamp_broken, {}});
      return std::nullopt;
    }
  }
  if (has_purpose(leaf, k_lifetime_signing, true)) {
    signature.findings.push_back({FindingCode::lifetime_signing, {}});
    return now;
  }
  if (signature.stamps.empty()) {
    signature.findings.push_back({FindingCode::no_stamp, to_string(leaf.not_after)});
    return now;
  }
  for (const Stamp &stamp : signature.stamps) {
    if (!stamp.root_pinned) {
      signature.findings.push_back({FindingCode::stamp_not_pinned, stamp.root});
    }
  }
  // Of several the earliest; all of them must fall into the certificate's time.
  return std::ranges::min_element(signature.stamps, {}, [](const Stamp &stamp) { return stamp.time; })->time;
}

bool was_valid(const Certificate &certificate, Timestamp time) {
  return time >= certificate.not_before && time <= certificate.not_after;
}

/// True if the leaf was valid at the time that counts.
bool judge_validity(const Certificate &leaf, Timestamp time, Signature &signature) {
  if (!signature.stamps.empty() && !has_purpose(leaf, k_lifetime_signing, true)) {
    for (const Stamp &stamp : signature.stamps) {
      const Timestamp stamped = stamp.time.value_or(Timestamp{}); // those without a time were found broken before
      if (!was_valid(leaf, stamped)) {
        signature.findings.push_back({FindingCode::stamp_untimely, to_string(stamped)});
        return false;
      }
    }
    signature.findings.push_back({FindingCode::holds_by_stamp, to_string(time)});
    return true;
  }
  if (was_valid(leaf, time)) {
    return true;
  }
  if (time > leaf.not_after) {
    signature.expired = true;
    std::erase_if(signature.findings, [](const ArtifactFinding &finding) { return finding.code == FindingCode::no_stamp; });
    signature.findings.push_back({FindingCode::expired, to_string(leaf.not_after)});
  } else {
    signature.findings.push_back({FindingCode::not_yet_valid, to_string(leaf.not_before)});
  }
  return false;
}

std::optional<FindingCode> fault_of_signer(SignerCheck check) {
  switch (check) {
  case SignerCheck::good:
    return std::nullopt;
  case SignerCheck::unsupported:
    return FindingCode::unsupported;
  default:
    return FindingCode::forged;
  }
}

std::optional<FindingCode> fault_of_chain(ChainFault fault) {
  switch (fault) {
  case ChainFault::none:
    return std::nullopt;
  case ChainFault::purpose:
    return FindingCode::chain_purpose;
  case ChainFault::authority:
    return FindingCode::chain_authority;
  default:
    return FindingCode::chain_validity;
  }
}

/// Everything that lies above the signer's own signature: its certificate, its time, its chain. True if all of it is right.
bool judge_signer(const RawSignature &raw, const Certificate &leaf, Timestamp now, Signature &signature) {
  const Signer &signer = raw.data.signers.front();
  signature.stamps = read_stamps(signer, raw.data.certificates);
  const auto time = time_that_counts(leaf, now, signature);
  std::vector<const Certificate *> pool;
  pool.reserve(raw.data.certificates.size());
  for (const Certificate &certificate : raw.data.certificates) {
    pool.push_back(&certificate);
  }
  const Chain chain = build_chain(leaf, pool, time.value_or(now), k_code_signing);
  keep_chain(chain, signature);
  judge_kind(leaf, signature);
  if (!time) {
    return false;
  }
  const bool valid = judge_validity(leaf, *time, signature);
  // That those above an ended leaf may have ended, too, goes without saying; anything else is more than the time.
  const bool by_time = signature.expired && chain.fault == ChainFault::validity;
  const auto fault = by_time ? std::nullopt : fault_of_chain(chain.fault);
  if (fault) {
    signature.expired = false;
    signature.findings.push_back({*fault, {}});
  }
  return valid && !fault;
}

} // namespace

std::string_view name_of(SignatureKind kind) { return k_kind_names[static_cast<std::size_t>(kind)]; }

Signature judge_signature(const RawSignature &raw, const FileDigests &digests, Timestamp now) {
  Signature signature;
  signature.nested = raw.nested;
  const auto fails = [&signature](FindingCode code, std::string argument = {}) {
    signature.holds = false;
    signature.expired = false;
    signature.findings.insert(signature.findings.begin(), {code, std::move(argument)});
  };
  if (!raw.trouble.empty()) {
    fails(FindingCode::unreadable_signature, raw.trouble);
    return signature;
  }
  signature.digest_algorithm = raw.algorithm;
  signature.page_hashes = raw.page_hashes;
  signature.digest = hex_of(std::span(reinterpret_cast<const std::uint8_t *>(raw.digest.data()), raw.digest.size()));
  const Signer &signer = raw.data.signers.front();
  const Certificate *leaf = certificate_of(signer, raw.data.certificates);
  if (leaf == nullptr) {
    fails(FindingCode::no_certificate);
    return signature;
  }
  signature.signer = short_name(leaf->subject);
  signature.purposes = leaf->purposes;
  signature.holds = judge_signer(raw, *leaf, now, signature);
  if (const auto fault = fault_of_signer(check_signer(signer, *leaf, raw.data.content, raw.data.content_type))) {
    fails(*fault);
  }
  if (!raw.algorithm) {
    fails(FindingCode::unsupported);
    return signature;
  }
  const std::string &digest = digests[static_cast<std::size_t>(*raw.algorithm)];
  signature.matches = !digest.empty() && digest == raw.digest;
  if (!*signature.matches) {
    fails(FindingCode::digest_mismatch);
  }
  return signature;
}

} // namespace acsgate
