#pragma once

#include "facts/owned_facts.hpp"
#include "policy/policy.hpp"
#include "probe/host_ports.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace acsgate {

/// How long each source may take. The first three start together, the others after them.
struct ProbeLimits {
  std::chrono::milliseconds registry{5000};
  std::chrono::milliseconds certificates{8000};
  std::chrono::milliseconds services{5000};
  std::chrono::milliseconds files{3000};
  std::chrono::milliseconds hotfixes{10000};
  std::chrono::milliseconds licences{5000};
};

/// The same limit for every source.
[[nodiscard]] constexpr ProbeLimits same_limits(std::chrono::milliseconds limit) {
  return {limit, limit, limit, limit, limit, limit};
}

struct CollectedHost {
  OwnedFacts host;
  std::vector<std::string> notes; ///< what a person should know beside the facts
};

/// Reads the machine. Each group of facts says by status and source how its read ended: what was denied, broken or too slow
/// leaves its values unknown and is never taken for absent. The policy says which root to look for, and for which systems the
/// list of hotfixes and the licences are worth asking: both are slow, and asked only where the build's revision does not show
/// that the update is there. Takes no longer than the limits say; a source that does is given up, and abandoned_threads counts
/// it.
[[nodiscard]] CollectedHost collect_host(const HostPorts &ports, const Policy &policy, const ProbeLimits &limits = {});

} // namespace acsgate
