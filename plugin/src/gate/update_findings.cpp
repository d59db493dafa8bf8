#include "base/text.hpp"
#include "facts/package_identity.hpp"
#include "gate/update_evidence.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// A binary search without a branch that depends on what is found: whether a host has an update can't be foretold, and a wrong
/// guess of the processor takes longer than a step.
bool is_among(const std::vector<Kb> &sorted, Kb kb) {
  const Kb *first = sorted.data();
  std::size_t size = sorted.size();
  while (size > 1) {
    const std::size_t half = size / 2;
    first += first[half] <= kb ? half : 0;
    size -= half;
  }
  return size == 1 && *first == kb;
}

bool proves_as_rollup(const Platform &platform, Kb kb) { return is_among(platform.rollup_proofs, kb); }

bool proves_as_security_only(const Platform &platform, Kb kb) { return is_among(platform.security_only_proofs, kb); }

void look_at_package(const Platform &platform, const PackageFact &package, UpdateFindings &findings) {
  if (package.state == PackageState::other) {
    return;
  }
  const bool installed = package.state == PackageState::installed;
  if (package.name == k_rollup_package) {
    const auto version = parse_rollup_version(package.version);
    if (version && version->build == platform.build) {
      auto &highest = installed ? findings.installed_rollup_ubr : findings.pending_rollup_ubr;
      highest = std::max(highest.value_or(0), version->ubr);
    }
    return;
  }
  unsigned long kb = 0;
  if (!package.name.starts_with(k_kb_package) || !parse_decimal(package.name.substr(k_kb_package.size()), 9'999'999UL, kb)) {
    return;
  }
  const bool security_only = proves_as_security_only(platform, static_cast<Kb>(kb));
  if (security_only || proves_as_rollup(platform, static_cast<Kb>(kb))) {
    (installed ? findings.installed_proof_package : findings.pending_proof_package) = static_cast<Kb>(kb);
    if (installed && security_only) {
      findings.security_only_proof = static_cast<Kb>(kb);
    }
  }
}

} // namespace

UpdateFindings find_updates(const Platform &platform, const UpdateFacts &updates) {
  UpdateFindings findings;
  if (!updates.ok()) {
    return findings;
  }
  if (updates.packages) {
    for (const PackageFact &package : *updates.packages) {
      look_at_package(platform, package, findings);
    }
  }
  if (updates.hotfixes) {
    findings.list_answers = !updates.hotfixes->empty();
    for (const Kb kb : *updates.hotfixes) {
      if (proves_as_security_only(platform, kb)) {
        findings.security_only_proof = kb;
        findings.list_proof = kb;
      } else if (proves_as_rollup(platform, kb)) {
        findings.list_proof = kb;
      } else if (kb > platform.horizon) {
        // Never a proof: it only says that the table is too old to read the list.
        findings.beyond_horizon = std::max(findings.beyond_horizon, kb);
      }
    }
  }
  return findings;
}

} // namespace acsgate
