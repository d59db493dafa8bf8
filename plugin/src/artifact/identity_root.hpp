#pragma once

#include "artifact/certificate.hpp"

namespace acsgate {

/// SHA-256 of "Microsoft Identity Verification Root Certificate Authority 2020", below which all ACS signatures are. This is what
/// is trusted; the certificate that is compiled in (policies/certificates) only brings its key.
inline constexpr std::string_view k_identity_root_sha256 = "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270";

/// The certificate's PEM, compiled in.
[[nodiscard]] std::string_view identity_root_pem();

/// The certificate; null if what is compiled in is not it.
[[nodiscard]] const Certificate *identity_root();

/// The first certificate of PEM text as DER; empty if there is none (RFC 7468).
[[nodiscard]] std::string der_of_pem(std::string_view pem);

} // namespace acsgate
