#include "artifact/stamp.hpp"

#include "artifact/algorithm.hpp"
#include "artifact/chain.hpp"
#include "artifact/der.hpp"

namespace acsgate {

namespace {

constexpr std::string_view k_tst_info = "1.2.840.113549.1.9.16.1.4";

/// TSTInfo (RFC 3161, 2.4.2): its time, if its imprint is the signature's.
std::optional<Timestamp> stamped_time(std::string_view info, std::string_view signature) {
  DerReader outside(info);
  auto fields = outside.enter(der::k_sequence);
  if (!fields || !fields->next(der::k_integer) || !fields->next(der::k_oid)) {
    return std::nullopt;
  }
  auto imprint = fields->enter(der::k_sequence);
  const auto algorithm = imprint ? imprint->next(der::k_sequence) : std::nullopt;
  const auto digest = imprint ? imprint->next(der::k_octet_string) : std::nullopt;
  if (!algorithm || !digest) {
    return std::nullopt;
  }
  const std::optional<HashAlgorithm> hash = hash_algorithm(*algorithm);
  const auto serial = fields->next(der::k_integer);
  const auto time = fields->next(der::k_generalized_time);
  if (!hash || !serial || !time) {
    return std::nullopt;
  }
  const HashAlgorithm chosen = *hash;
  if (digest->content.size() != size_of(chosen) || digest->content != hash_of(chosen, signature)) {
    return std::nullopt;
  }
  return der_time(*time);
}

/// Fills in who stamped, and whether he could.
void judge_authority(const Certificate &leaf, const std::vector<const Certificate *> &pool, Timestamp time, Stamp &stamp) {
  const Chain chain = build_chain(leaf, pool, time, k_time_stamping);
  const Certificate &last = *chain.certificates.back();
  stamp.authority = short_name(leaf.subject);
  stamp.root = short_name(chain.complete ? last.subject : last.issuer);
  stamp.root_pinned = chain.pinned;
  stamp.root_there = chain.complete;
  stamp.time = time;
  stamp.holds = chain.fault == ChainFault::none && time >= leaf.not_before && time <= leaf.not_after;
}

std::vector<const Certificate *> pointers(const std::vector<Certificate> &first, const std::vector<Certificate> &second) {
  std::vector<const Certificate *> all;
  all.reserve(first.size() + second.size());
  for (const auto *list : {&first, &second}) {
    for (const Certificate &certificate : *list) {
      all.push_back(&certificate);
    }
  }
  return all;
}

Stamp read_token(std::string_view token, std::string_view signature, const std::vector<Certificate> &pool) {
  Stamp stamp;
  stamp.rfc3161 = true;
  const auto data = parse_signed_data(token);
  if (!data || data->content_type != k_tst_info || data->signers.size() != 1) {
    return stamp;
  }
  const Signer &signer = data->signers.front();
  const Certificate *leaf = certificate_of(signer, data->certificates);
  leaf = leaf == nullptr ? certificate_of(signer, pool) : leaf;
  const auto time = stamped_time(data->content, signature);
  if (leaf == nullptr || !time || check_signer(signer, *leaf, data->content, k_tst_info) != SignerCheck::good) {
    return stamp;
  }
  judge_authority(*leaf, pointers(data->certificates, pool), *time, stamp);
  return stamp;
}

Stamp read_countersignature(std::string_view bytes, std::string_view signature, const std::vector<Certificate> &pool) {
  Stamp stamp;
  const auto signer = parse_signer(bytes);
  if (!signer) {
    return stamp;
  }
  const Certificate *leaf = certificate_of(*signer, pool);
  const std::optional<Timestamp> time = signer->signing_time;
  if (leaf == nullptr || !time || check_signer(*signer, *leaf, signature, "") != SignerCheck::good) {
    return stamp;
  }
  judge_authority(*leaf, pointers(pool, {}), *time, stamp);
  return stamp;
}

} // namespace

std::vector<Stamp> read_stamps(const Signer &signer, const std::vector<Certificate> &pool) {
  std::vector<Stamp> stamps;
  stamps.reserve(signer.stamps.size() + signer.countersignatures.size());
  for (const std::string_view token : signer.stamps) {
    stamps.push_back(read_token(token, signer.signature, pool));
  }
  for (const std::string_view countersignature : signer.countersignatures) {
    stamps.push_back(read_countersignature(countersignature, signer.signature, pool));
  }
  return stamps;
}

} // namespace acsgate
