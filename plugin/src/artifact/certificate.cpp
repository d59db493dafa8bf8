#include "artifact/certificate.hpp"

#include "artifact/algorithm.hpp"
#include "artifact/der.hpp"
#include "base/hex.hpp"

#include <algorithm>
#include <span>

namespace acsgate {

namespace {

constexpr std::string_view k_extended_key_usage = "2.5.29.37";
constexpr std::string_view k_any_extended_key_usage = "2.5.29.37.0";
constexpr std::string_view k_basic_constraints = "2.5.29.19";
constexpr std::string_view k_key_usage = "2.5.29.15";
constexpr std::string_view k_subject_key_id = "2.5.29.14";
constexpr std::size_t k_max_extensions = 64;
constexpr std::size_t k_max_purposes = 64;

bool read_purposes(DerReader value, Certificate &certificate) {
  certificate.any_purpose = false;
  auto list = value.enter(der::k_sequence);
  while (list && !list->at_end()) {
    const auto oid = list->next(der::k_oid);
    if (!oid || certificate.purposes.size() == k_max_purposes) {
      return false;
    }
    certificate.purposes.push_back(oid_text(oid->content));
    certificate.any_purpose = certificate.any_purpose || certificate.purposes.back() == k_any_extended_key_usage;
  }
  return list.has_value();
}

bool read_basic_constraints(DerReader value, Certificate &certificate) {
  auto fields = value.enter(der::k_sequence);
  if (!fields) {
    return false;
  }
  if (const auto authority = fields->next(der::k_boolean)) {
    certificate.is_authority = authority->content != std::string_view("\0", 1);
  }
  if (const auto length = fields->next(der::k_integer)) {
    if (length->content.size() != 1) {
      return false;
    }
    certificate.path_length = static_cast<std::uint8_t>(length->content.front());
  }
  return fields->at_end();
}

bool read_key_usage(DerReader value, Certificate &certificate) {
  const auto bits = value.next(der::k_bit_string);
  if (!bits || bits->content.size() < 2) {
    return false;
  }
  certificate.signs_certificates = (static_cast<std::uint8_t>(bits->content[1]) & 0x04U) != 0; // keyCertSign, bit 5
  return true;
}

bool read_extension(DerReader fields, Certificate &certificate) {
  const auto oid = fields.next(der::k_oid);
  (void)fields.next(der::k_boolean);
  const auto value = fields.next(der::k_octet_string);
  if (!oid || !value || !fields.at_end()) {
    return false;
  }
  const std::string name = oid_text(oid->content);
  DerReader reader(value->content);
  if (name == k_extended_key_usage) {
    return read_purposes(reader, certificate);
  }
  if (name == k_basic_constraints) {
    return read_basic_constraints(reader, certificate);
  }
  if (name == k_key_usage) {
    return read_key_usage(reader, certificate);
  }
  if (name == k_subject_key_id) {
    const auto id = reader.next(der::k_octet_string);
    certificate.key_id = id ? id->content : std::string_view();
    return id.has_value();
  }
  return true;
}

bool read_extensions(DerReader tagged, Certificate &certificate) {
  auto list = tagged.enter(der::k_sequence);
  for (std::size_t count = 0; list && !list->at_end(); ++count) {
    const auto extension = list->enter(der::k_sequence);
    if (!extension || count == k_max_extensions || !read_extension(*extension, certificate)) {
      return false;
    }
  }
  return list.has_value() && tagged.at_end();
}

bool read_validity(DerReader fields, Certificate &certificate) {
  const auto first = fields.next();
  const auto last = fields.next();
  const auto not_before = first ? der_time(*first) : std::nullopt;
  const auto not_after = last ? der_time(*last) : std::nullopt;
  if (!not_before || !not_after) {
    return false;
  }
  certificate.not_before = *not_before;
  certificate.not_after = *not_after;
  return true;
}

/// TBSCertificate. Its own signature algorithm must be the one that stands outside it.
bool read_body(DerReader body, std::string_view algorithm, Certificate &certificate) {
  (void)body.next(der::context(0)); // version
  const auto serial = body.next(der::k_integer);
  const auto inner_algorithm = body.next(der::k_sequence);
  const auto issuer = body.next(der::k_sequence);
  const auto validity = body.enter(der::k_sequence);
  const auto subject = body.next(der::k_sequence);
  const auto key = body.next(der::k_sequence);
  if (!serial || !inner_algorithm || inner_algorithm->whole != algorithm || !issuer || !validity || !subject || !key ||
      !read_validity(*validity, certificate)) {
    return false;
  }
  certificate.serial = serial->content;
  certificate.issuer = issuer->whole;
  certificate.subject = subject->whole;
  certificate.public_key = key->whole;
  (void)body.next(der::context(1)); // unique identifiers
  (void)body.next(der::primitive_context(1));
  (void)body.next(der::context(2));
  (void)body.next(der::primitive_context(2));
  if (const auto extensions = body.next(der::context(3))) {
    return read_extensions(DerReader(extensions->content), certificate) && body.at_end();
  }
  return body.at_end();
}

} // namespace

std::optional<Certificate> parse_certificate(std::string_view der) {
  Certificate certificate;
  DerReader outside(der);
  const auto whole = outside.next(der::k_sequence);
  if (!whole || !outside.at_end()) {
    return std::nullopt;
  }
  DerReader parts(whole->content);
  const auto tbs = parts.next(der::k_sequence);
  const auto algorithm = parts.next(der::k_sequence);
  const auto signature = parts.next(der::k_bit_string);
  const auto bits = signature ? bit_string(*signature) : std::nullopt;
  if (!tbs || !algorithm || !bits || !parts.at_end() || !read_body(DerReader(tbs->content), algorithm->whole, certificate)) {
    return std::nullopt;
  }
  certificate.der = whole->whole;
  certificate.tbs = tbs->whole;
  certificate.scheme = signature_scheme(*algorithm);
  certificate.signature = *bits;
  return certificate;
}

bool is_for(const Certificate &certificate, std::string_view purpose) {
  return certificate.any_purpose || std::ranges::find(certificate.purposes, purpose) != certificate.purposes.end();
}

std::string thumbprint(const Certificate &certificate) {
  const std::string digest = hash_of(HashAlgorithm::sha256, certificate.der);
  return hex_of(std::span(reinterpret_cast<const std::uint8_t *>(digest.data()), digest.size()));
}

} // namespace acsgate
