#pragma once

#include "artifact/certificate.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// One SignerInfo (RFC 5652, 5.3; PKCS #7). The views are into the bytes that it was read from.
struct Signer {
  std::string_view issuer; ///< of its certificate, with `serial`; empty where `key_id` names it
  std::string_view serial;
  std::string_view key_id;
  std::optional<HashAlgorithm> digest; ///< nullopt: a hash function that is not believed here
  SignatureScheme scheme;
  std::string_view attributes;     ///< signed attributes, with their [0] tag; empty: none
  std::string content_type;        ///< signed attribute, dotted
  std::string_view message_digest; ///< signed attribute
  std::optional<Timestamp> signing_time;
  std::string_view signature;
  std::vector<std::string_view> nested;            ///< ContentInfo of further signatures of the same file
  std::vector<std::string_view> stamps;            ///< ContentInfo of RFC 3161 tokens
  std::vector<std::string_view> countersignatures; ///< SignerInfo, PKCS #9
};

/// A SignedData of a ContentInfo.
struct SignedData {
  std::string content_type;
  std::string_view content; ///< what is hashed: the content of the content's own element
  std::vector<Certificate> certificates;
  std::vector<Signer> signers;
};

/// Most certificates of one SignedData.
inline constexpr std::size_t k_max_certificates = 64;

/// Reads a ContentInfo of type SignedData. Zero bytes may follow it, as padding does. Nothing if any part of it is ill-formed.
[[nodiscard]] std::optional<SignedData> parse_signed_data(std::string_view bytes);
[[nodiscard]] std::optional<Signer> parse_signer(std::string_view bytes);

/// The signer's certificate among `certificates`, or null.
[[nodiscard]] const Certificate *certificate_of(const Signer &signer, const std::vector<Certificate> &certificates);

enum class SignerCheck : std::uint8_t {
  good,
  unsupported, ///< the hash function or the scheme is not believed here
  no_content,  ///< what is signed is not what is there
  forged,      ///< the signature is not the key's
};

/// Checks the signer's signature with its certificate's key over `content`. Signed attributes are demanded, and that they name
/// `content_type`, unless that is empty.
[[nodiscard]] SignerCheck check_signer(const Signer &signer, const Certificate &certificate, std::string_view content,
                                       std::string_view content_type);

} // namespace acsgate
