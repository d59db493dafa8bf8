#pragma once

#include "gate/verdict.hpp"

namespace acsgate {

/// What the update facts of a host say about one platform's floor, before any judgement.
struct UpdateFindings {
  // The servicing packages (CBS): Package_for_RollupFix carries build.revision, other updates carry their KB in the name.
  std::optional<std::uint32_t> installed_rollup_ubr; ///< highest revision of an installed rollup package of this build
  std::optional<std::uint32_t> pending_rollup_ubr;   ///< the same, waiting for a restart
  Kb installed_proof_package = 0;                    ///< an installed package that is a proving KB
  Kb pending_proof_package = 0;
  // The hotfix list.
  bool list_answers = false; ///< it was read and is not empty: an empty list is more likely a broken source than a bare host
  Kb list_proof = 0;         ///< a proving KB in the list
  Kb beyond_horizon = 0;     ///< a KB newer than anything that the update table knows
  // Either: a named security-only update, which fulfils the requirement without moving the UBR.
  Kb security_only_proof = 0;
};

[[nodiscard]] UpdateFindings find_updates(const Platform &platform, const UpdateFacts &updates);

/// Asks the policy's evidence sources in their order. The first that answers decides; a lower one that proves the opposite makes
/// the answer unknown; a KB that is absent from the list contradicts nothing. An update that only waits for its restart turns
/// anything but a pass into a failure with the policy's `on_pending` effect.
[[nodiscard]] RequirementVerdict judge_update(const Requirement &requirement, const Platform &platform, const OsFacts &os,
                                              const UpdateFacts &updates);

} // namespace acsgate
