#pragma once

#include "artifact/der.hpp"
#include "artifact/public_key.hpp"

namespace acsgate {

/// The hash function that an AlgorithmIdentifier (a SEQUENCE) names.
[[nodiscard]] std::optional<HashAlgorithm> hash_algorithm(const DerItem &identifier);

/// The scheme that an AlgorithmIdentifier names (RFC 4055, 5758, 8017). `hash` counts where the identifier names a kind of key
/// alone, as signers do. Kind `unknown` for anything else.
[[nodiscard]] SignatureScheme signature_scheme(const DerItem &identifier, std::optional<HashAlgorithm> hash = std::nullopt);

} // namespace acsgate
