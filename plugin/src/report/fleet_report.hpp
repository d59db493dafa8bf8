#pragma once

#include "base/text.hpp"
#include "fleet/baseline.hpp"
#include "fleet/fleet_rollout.hpp"
#include "fleet/fleet_summary.hpp"
#include "report/json_parts.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// What a report of a fleet shows. Borrows everything.
struct FleetReport {
  const FleetSummary &summary;
  const Policy &policy;
  Timestamp now;
  Language language = Language::en;
  std::uint64_t bad_lines = 0;
  const WhatIf *what_if = nullptr; ///< where it was asked for, with the next two
  Remedies remedies = Remedies::none;
  std::vector<Kb> kb; ///< empty: every update
  const FleetRollout *rollout = nullptr;
  const Baseline *baseline = nullptr;
  std::string baseline_name;
};

/// For people: counts first, then what to look at, then what to do. UTF-8, LF, no control characters from facts.
[[nodiscard]] std::string render_fleet_text(const FleetReport &report);

/// `acsgate.fleet-summary/v1`.
[[nodiscard]] Json fleet_json(const FleetReport &report);

/// What to do about a reason that belongs to no requirement, `FACTS.STALE`; empty where there is nothing to say.
[[nodiscard]] std::string host_remedy(std::string_view code, Language language);
/// What a blocker asks for, in words.
[[nodiscard]] std::string blocker_text(const Blocker &blocker, Language language);
/// `the root certificate and a restart`
[[nodiscard]] std::string steps_text(const std::vector<Step> &steps, Language language);

} // namespace acsgate
