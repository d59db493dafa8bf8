#pragma once

#include "artifact/certificate.hpp"

#include <string_view>
#include <vector>

namespace acsgate {

inline constexpr std::string_view k_code_signing = "1.3.6.1.5.5.7.3.3";
inline constexpr std::string_view k_time_stamping = "1.3.6.1.5.5.7.3.8";

/// What is wrong with a chain, as far as it is known.
enum class ChainFault : std::uint8_t {
  none,
  purpose,   ///< a certificate is not for what it is used for
  authority, ///< an issuer may not issue
  validity,  ///< an issuer was not valid at that time
};

/// A certificate and those above it, as far as they are at hand; each is signed by the next.
struct Chain {
  std::vector<const Certificate *> certificates; ///< the leaf first
  bool pinned = false;                           ///< the last is the identity root, by its SHA-256
  bool complete = false;                         ///< the last is self-signed
  ChainFault fault = ChainFault::none;
};

/// Builds the chain of `leaf` from `pool` and the identity root, and looks whether it was good at `time` for `purpose`. The
/// leaf's own validity is left to the caller.
[[nodiscard]] Chain build_chain(const Certificate &leaf, const std::vector<const Certificate *> &pool, Timestamp time,
                                std::string_view purpose);

} // namespace acsgate
