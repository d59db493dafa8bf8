#pragma once

#include "gate/code.hpp"
#include "policy/policy.hpp"

namespace acsgate {

/// The platform row of a host, or the reason why none could be chosen.
struct PlatformMatch {
  std::optional<std::size_t> index; ///< into Policy::platforms
  Code why_not = Code::os_build_missing;
};

/// Client and server may share a build with different rows; a host that does not say which it is gets a row only where the
/// rows ask for the same.
[[nodiscard]] PlatformMatch match_platform(const Policy &policy, const OsFacts &os);

} // namespace acsgate
