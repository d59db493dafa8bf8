#include "artifact/algorithm.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

using SchemeKind = SignatureScheme::Kind;

struct SchemeRow {
  std::string_view oid;
  SchemeKind kind;
  std::optional<HashAlgorithm> hash; ///< nullopt: named apart
};

constexpr std::array<SchemeRow, 12> k_schemes = {{
    {"1.2.840.113549.1.1.1", SchemeKind::rsa, std::nullopt},
    {"1.2.840.113549.1.1.5", SchemeKind::rsa, HashAlgorithm::sha1},
    {"1.2.840.113549.1.1.11", SchemeKind::rsa, HashAlgorithm::sha256},
    {"1.2.840.113549.1.1.12", SchemeKind::rsa, HashAlgorithm::sha384},
    {"1.2.840.113549.1.1.13", SchemeKind::rsa, HashAlgorithm::sha512},
    {"1.3.14.3.2.29", SchemeKind::rsa, HashAlgorithm::sha1},
    {"1.2.840.10045.2.1", SchemeKind::ecdsa, std::nullopt},
    {"1.2.840.10045.4.1", SchemeKind::ecdsa, HashAlgorithm::sha1},
    {"1.2.840.10045.4.3.2", SchemeKind::ecdsa, HashAlgorithm::sha256},
    {"1.2.840.10045.4.3.3", SchemeKind::ecdsa, HashAlgorithm::sha384},
    {"1.2.840.10045.4.3.4", SchemeKind::ecdsa, HashAlgorithm::sha512},
    {"1.2.840.113549.1.1.10", SchemeKind::rsa_pss, std::nullopt},
}};

constexpr std::string_view k_mgf1 = "1.2.840.113549.1.1.8";

/// RSASSA-PSS-params: all left out means SHA-1 and a salt of 20 bytes. Other trailers, and MGF1 with another hash, are not
/// believed.
SignatureScheme pss_scheme(DerReader parameters) {
  SignatureScheme scheme{SchemeKind::rsa_pss, HashAlgorithm::sha1, 20};
  HashAlgorithm mask = HashAlgorithm::sha1;
  auto fields = parameters.enter(der::k_sequence);
  bool good = fields.has_value() && parameters.at_end();
  while (good && !fields->at_end()) {
    const auto field = fields->next();
    if (!field) {
      return {};
    }
    DerReader value(field->content);
    const auto item = value.next();
    good = item.has_value() && value.at_end();
    if (good && field->tag == der::context(0)) {
      const auto hash = hash_algorithm(*item);
      good = hash.has_value();
      scheme.hash = hash.value_or(scheme.hash);
    } else if (good && field->tag == der::context(1)) {
      DerReader mgf(item->content);
      const auto oid = mgf.next(der::k_oid);
      const auto inner = mgf.next(der::k_sequence);
      const auto hash = oid && inner && oid_text(oid->content) == k_mgf1 ? hash_algorithm(*inner) : std::nullopt;
      good = hash.has_value();
      mask = hash.value_or(mask);
    } else if (good && field->tag == der::context(2)) {
      good = item->tag == der::k_integer && item->content.size() == 1;
      scheme.salt = good ? static_cast<std::uint8_t>(item->content.front()) : 0;
    } else {
      good = false;
    }
  }
  return good && mask == scheme.hash ? scheme : SignatureScheme{};
}

} // namespace

std::optional<HashAlgorithm> hash_algorithm(const DerItem &identifier) {
  DerReader fields(identifier.content);
  const auto oid = fields.next(der::k_oid);
  return identifier.tag == der::k_sequence && oid ? hash_by_oid(oid_text(oid->content)) : std::nullopt;
}

SignatureScheme signature_scheme(const DerItem &identifier, std::optional<HashAlgorithm> hash) {
  DerReader fields(identifier.content);
  const auto oid = fields.next(der::k_oid);
  const std::string text = identifier.tag == der::k_sequence && oid ? oid_text(oid->content) : std::string();
  const auto *row = std::ranges::find(k_schemes, text, &SchemeRow::oid);
  if (row == k_schemes.end()) {
    return {};
  }
  if (row->kind == SchemeKind::rsa_pss) {
    const SignatureScheme scheme = pss_scheme(fields);
    return hash && *hash != scheme.hash ? SignatureScheme{} : scheme;
  }
  const auto chosen = row->hash ? row->hash : hash;
  if (!chosen || (hash && *hash != *chosen)) {
    return {};
  }
  return {row->kind, *chosen, 0};
}

} // namespace acsgate
