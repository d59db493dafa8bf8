#include "policy/proof.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

namespace acsgate {

namespace {

using Highest = std::map<std::string_view, Kb>;

std::span<const Update> rows_of(const Policy &policy, std::uint32_t build) {
  const auto range = std::ranges::equal_range(policy.updates, build, {}, &Update::build);
  return {range.begin(), range.end()};
}

void collect_proofs(Platform &platform, std::span<const Update> rows) {
  const auto named = [&](const Update &update) {
    return std::ranges::find(platform.proof_kb, update.kb) != platform.proof_kb.end();
  };
  std::optional<Date> first_proof;
  for (const Update &update : rows) {
    if (named(update)) {
      first_proof = first_proof ? std::min(*first_proof, update.released) : update.released;
    }
  }
  std::map<Kb, bool> proves;
  for (const Update &update : rows) {
    const bool security_only = update.kind == UpdateKind::security_only;
    if (security_only && named(update)) {
      platform.security_only_proofs.push_back(update.kb);
    }
    const bool at_floor = update.ubr ? *update.ubr >= platform.min_ubr : first_proof && update.released >= *first_proof;
    bool &rollup = proves.try_emplace(update.kb, true).first->second;
    rollup = rollup && !security_only && at_floor;
  }
  for (const auto &[kb, proof] : proves) {
    if (proof) {
      platform.rollup_proofs.push_back(kb);
    }
  }
  std::ranges::sort(platform.security_only_proofs);
}

} // namespace

void work_out_proofs(Policy &policy) {
  Highest highest;
  for (const Update &update : policy.updates) {
    Kb &kb = highest[update.source];
    kb = std::max(kb, update.kb);
  }
  for (Platform &platform : policy.platforms) {
    const auto rows = rows_of(policy, platform.build);
    if (platform.capability != Capability::floor || rows.empty()) {
      continue;
    }
    collect_proofs(platform, rows);
    platform.horizon = highest[rows.front().source];
    for (const Update &update : rows) {
      platform.horizon = std::min(platform.horizon, highest[update.source]);
    }
  }
}

} // namespace acsgate
