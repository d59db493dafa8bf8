#include "artifact/signed_data.hpp"

#include "artifact/algorithm.hpp"
#include "artifact/der.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_signed_data = "1.2.840.113549.1.7.2";
constexpr std::string_view k_content_type = "1.2.840.113549.1.9.3";
constexpr std::string_view k_message_digest = "1.2.840.113549.1.9.4";
constexpr std::string_view k_signing_time = "1.2.840.113549.1.9.5";
constexpr std::string_view k_countersignature = "1.2.840.113549.1.9.6";
constexpr std::string_view k_nested_signature = "1.3.6.1.4.1.311.2.4.1";
constexpr std::string_view k_stamp = "1.3.6.1.4.1.311.3.3.1";             // Microsoft's, in a signature
constexpr std::string_view k_stamp_of_cms = "1.2.840.113549.1.9.16.2.14"; // RFC 3161's own
constexpr std::size_t k_max_attributes_of_signer = 64;
constexpr std::size_t k_max_values = 16;
constexpr std::size_t k_max_signers = 8;

bool keep(std::vector<std::string_view> &list, std::string_view value) {
  if (list.size() == k_max_values) {
    return false;
  }
  list.push_back(value);
  return true;
}

bool take_signed(const std::string &type, const DerItem &value, Signer &signer) {
  if (type == k_content_type) {
    const bool first = signer.content_type.empty() && value.tag == der::k_oid;
    signer.content_type = oid_text(value.content);
    return first;
  }
  if (type == k_message_digest) {
    const bool first = signer.message_digest.empty() && value.tag == der::k_octet_string;
    signer.message_digest = value.content;
    return first;
  }
  if (type == k_signing_time) {
    signer.signing_time = der_time(value);
    return signer.signing_time.has_value();
  }
  return true;
}

bool take_unsigned(const std::string &type, const DerItem &value, Signer &signer) {
  if (type == k_nested_signature) {
    return keep(signer.nested, value.whole);
  }
  if (type == k_stamp || type == k_stamp_of_cms) {
    return keep(signer.stamps, value.whole);
  }
  return type != k_countersignature || keep(signer.countersignatures, value.whole);
}

template <class Take> bool read_attributes(std::string_view set, Signer &signer, const Take &take) {
  DerReader list(set);
  for (std::size_t count = 0; !list.at_end(); ++count) {
    auto attribute = list.enter(der::k_sequence);
    const auto type = attribute ? attribute->next(der::k_oid) : std::nullopt;
    auto values = type ? attribute->enter(der::k_set) : std::nullopt;
    if (!values || count == k_max_attributes_of_signer) {
      return false;
    }
    while (!values->at_end()) {
      const auto value = values->next();
      if (!value || !take(oid_text(type->content), *value, signer)) {
        return false;
      }
    }
  }
  return true;
}

bool read_signer_id(DerReader &fields, Signer &signer) {
  if (const auto key_id = fields.next(der::primitive_context(0))) {
    signer.key_id = key_id->content;
    return true;
  }
  auto id = fields.enter(der::k_sequence);
  const auto issuer = id ? id->next(der::k_sequence) : std::nullopt;
  const auto serial = id ? id->next(der::k_integer) : std::nullopt;
  if (!issuer || !serial) {
    return false;
  }
  signer.issuer = issuer->whole;
  signer.serial = serial->content;
  return true;
}

bool read_certificates(std::string_view set, std::vector<Certificate> &certificates) {
  DerReader list(set);
  while (!list.at_end()) {
    const auto item = list.next();
    if (!item || certificates.size() == k_max_certificates) {
      return false;
    }
    if (item->tag != der::k_sequence) {
      continue; // an attribute certificate, or one of a form that nobody uses
    }
    auto certificate = parse_certificate(item->whole);
    if (!certificate) {
      return false;
    }
    certificates.push_back(std::move(*certificate));
  }
  return true;
}

bool read_signers(std::string_view set, std::vector<Signer> &signers) {
  DerReader list(set);
  while (!list.at_end()) {
    const auto item = list.next();
    auto signer = item && signers.size() < k_max_signers ? parse_signer(item->whole) : std::nullopt;
    if (!signer) {
      return false;
    }
    signers.push_back(std::move(*signer));
  }
  return true;
}

bool read_content(DerReader fields, SignedData &data) {
  const auto type = fields.next(der::k_oid);
  if (!type) {
    return false;
  }
  data.content_type = oid_text(type->content);
  if (auto tagged = fields.enter(der::context(0))) {
    const auto content = tagged->next();
    if (!content || !tagged->at_end()) {
      return false;
    }
    data.content = content->content;
  }
  return fields.at_end();
}

} // namespace

std::optional<Signer> parse_signer(std::string_view bytes) {
  Signer signer;
  DerReader outside(bytes);
  auto fields = outside.enter(der::k_sequence);
  if (!fields || !outside.at_end() || !fields->next(der::k_integer) || !read_signer_id(*fields, signer)) {
    return std::nullopt;
  }
  const auto digest = fields->next(der::k_sequence);
  if (!digest) {
    return std::nullopt;
  }
  signer.digest = hash_algorithm(*digest);
  if (const auto attributes = fields->next(der::context(0))) {
    signer.attributes = attributes->whole;
    if (!read_attributes(attributes->content, signer, take_signed)) {
      return std::nullopt;
    }
  }
  const auto scheme = fields->next(der::k_sequence);
  const auto signature = fields->next(der::k_octet_string);
  if (!scheme || !signature) {
    return std::nullopt;
  }
  signer.scheme = signature_scheme(*scheme, signer.digest);
  signer.signature = signature->content;
  if (const auto attributes = fields->next(der::context(1))) {
    if (!read_attributes(attributes->content, signer, take_unsigned)) {
      return std::nullopt;
    }
  }
  return fields->at_end() ? std::optional(std::move(signer)) : std::nullopt;
}

std::optional<SignedData> parse_signed_data(std::string_view bytes) {
  SignedData data;
  DerReader outside(bytes);
  auto info = outside.enter(der::k_sequence);
  const auto type = info ? info->next(der::k_oid) : std::nullopt;
  auto tagged = type && oid_text(type->content) == k_signed_data ? info->enter(der::context(0)) : std::nullopt;
  auto fields = tagged ? tagged->enter(der::k_sequence) : std::nullopt;
  if (!fields || !info->at_end() || !tagged->at_end() || outside.rest().find_first_not_of('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  if (!fields->next(der::k_integer) || !fields->next(der::k_set)) {
    return std::nullopt;
  }
  const auto content = fields->enter(der::k_sequence);
  if (!content || !read_content(*content, data)) {
    return std::nullopt;
  }
  if (const auto certificates = fields->next(der::context(0))) {
    if (!read_certificates(certificates->content, data.certificates)) {
      return std::nullopt;
    }
  }
  (void)fields->next(der::context(1)); // revocation lists
  const auto signers = fields->next(der::k_set);
  if (!signers || !read_signers(signers->content, data.signers) || !fields->at_end()) {
    return std::nullopt;
  }
  return data;
}

const Certificate *certificate_of(const Signer &signer, const std::vector<Certificate> &certificates) {
  const auto found = std::ranges::find_if(certificates, [&signer](const Certificate &certificate) {
    return signer.key_id.empty() ? certificate.issuer == signer.issuer && certificate.serial == signer.serial
                                 : certificate.key_id == signer.key_id;
  });
  return found == certificates.end() ? nullptr : &*found;
}

SignerCheck check_signer(const Signer &signer, const Certificate &certificate, std::string_view content,
                         std::string_view content_type) {
  if (!signer.digest || signer.scheme.kind == SignatureScheme::Kind::unknown) {
    return SignerCheck::unsupported;
  }
  const bool typed = content_type.empty() || signer.content_type == content_type;
  if (signer.attributes.empty() || !typed || signer.message_digest.size() != size_of(*signer.digest) ||
      signer.message_digest != hash_of(*signer.digest, content)) {
    return SignerCheck::no_content;
  }
  // What is signed is the SET that the attributes are, not the [0] that they stand in as (RFC 5652, 5.4).
  std::string attributes(signer.attributes);
  attributes.front() = static_cast<char>(der::k_set);
  const std::string digest = hash_of(signer.scheme.hash, attributes);
  return verify_digest(certificate.public_key, signer.scheme, digest, signer.signature) ? SignerCheck::good : SignerCheck::forged;
}

} // namespace acsgate
