#pragma once

#include "facts/owned_facts.hpp"

#include <span>
#include <string>
#include <vector>

namespace acsgate {

/// One document about a host, and what to call it in a message.
struct FactsPart {
  const Facts *facts = nullptr;
  std::string name;
};

struct MergedFacts {
  OwnedFacts host;
  std::vector<std::string> contradictions; ///< each names the fact, both values and both parts
  bool one_host = true;                    ///< false: id, name or labels contradict each other; then nothing can be said
};

/// Sources that were read further apart than this may both have been right: between them updates come and go.
inline constexpr Duration k_merge_window = std::chrono::hours(24);

/// What several sources know of one host, in one document. Lists unite, since each source sees its own part; a value that only
/// one source has is taken, and a group that one source could read counts even if another could not. Sources that contradict each
/// other leave the group with status `error`, so that the gate knows nothing of it: dropping one value could turn a refusal into
/// a pass. They stay contradictory when the document is merged again. Parts more than k_merge_window apart contradict each other
/// in every group that both have. The oldest `collected_at` holds for all; a part without one leaves the whole undated.
[[nodiscard]] MergedFacts merge_facts(std::span<const FactsPart> parts);

} // namespace acsgate
