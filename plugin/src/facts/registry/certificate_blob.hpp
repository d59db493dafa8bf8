#pragma once

#include "facts/facts.hpp"

#include <optional>
#include <string_view>

namespace acsgate {

/// A certificate as a store keeps it in the registry, in the value `Blob`.
struct StoredCertificate {
  Thumbprint sha1;      ///< computed from the certificate itself, not the property that names it
  std::string_view der; ///< the certificate, in the blob
  /// What the store says about the certificate lets it vouch for code. Windows narrows a root by properties beside it:
  /// - 9, enhanced key usage: only for the usages listed (none listed: for nothing);
  /// - 122, disallowed usages: not for those;
  /// - 104, disallowed from a time on, and 126, not for certificates from a time on (127: for these usages only): a root with
  ///   one of them is on its way out, and does not count whatever the time is.
  bool for_code_signing = false;
};

/// Reads a blob: properties, each with number (u32), a constant (u32), size (u32) and bytes, of which number 32 is the
/// certificate in DER (wincrypt.h). Nothing if it is cut off, has no certificate or two, or the system can't compute SHA-1.
[[nodiscard]] std::optional<StoredCertificate> parse_certificate_blob(std::string_view blob);

} // namespace acsgate
