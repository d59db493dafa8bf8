#pragma once

#include "artifact/public_key.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// An X.509 certificate (RFC 5280). The views are into the bytes that it was read from.
struct Certificate {
  std::string_view der;
  std::string_view tbs;        ///< what is signed
  std::string_view issuer;     ///< Name, DER
  std::string_view subject;    ///< Name, DER
  std::string_view serial;     ///< content of the INTEGER
  std::string_view public_key; ///< SubjectPublicKeyInfo, DER
  std::string_view key_id;     ///< subject key identifier; may be empty
  std::string_view signature;
  SignatureScheme scheme;
  Timestamp not_before;
  Timestamp not_after;
  std::vector<std::string> purposes; ///< extended key usage, dotted OIDs
  bool any_purpose = true;           ///< without that extension
  bool is_authority = false;         ///< basic constraints say CA
  std::optional<std::uint32_t> path_length;
  std::optional<bool> signs_certificates; ///< key usage; nullopt: without that extension
};

[[nodiscard]] std::optional<Certificate> parse_certificate(std::string_view der);

/// `CN=Example, O=Example Ltd., C=JP`, printable, at most some hundred bytes; in the order of the certificate turned round.
[[nodiscard]] std::string name_text(std::string_view name);
/// The common name, else the organisation, else all of it; printable.
[[nodiscard]] std::string short_name(std::string_view name);

/// True if the certificate, by its extended key usage, is for `purpose`.
[[nodiscard]] bool is_for(const Certificate &certificate, std::string_view purpose);

/// SHA-256 of the certificate, 64 lower-case hex digits.
[[nodiscard]] std::string thumbprint(const Certificate &certificate);

} // namespace acsgate
