#pragma once

#include "fleet/policy_diff.hpp"
#include "policy/document_diff.hpp"
#include "policy/loader.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// The values that differ between two policies, grouped, with where each stands.
[[nodiscard]] std::string render_values_text(const LoadedPolicy &old, const LoadedPolicy &now,
                                             const std::vector<ValueChange> &changes);
/// The same as NDJSON: a line a value (`"kind":"value"`), then the summary.
[[nodiscard]] std::string render_values_json(const LoadedPolicy &old, const LoadedPolicy &now,
                                             const std::vector<ValueChange> &changes);

/// The hosts that change between two policies: the counts, then the hosts that were kept, the most dangerous first.
[[nodiscard]] std::string render_hosts_text(const DiffSide &old, const DiffSide &now, const PolicyDiff &diff);
/// The same as NDJSON: a line a host (`"kind":"host"`), then the summary.
[[nodiscard]] std::string render_hosts_json(const DiffSide &old, const DiffSide &now, const PolicyDiff &diff);

} // namespace acsgate
