#pragma once

#include "command/gate.hpp"
#include "fleet/mend.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// The options of `fleet`, as they were typed.
struct FleetOptions : GateOptions {
  std::vector<std::string> files;
  std::string format = "ndjson";
  std::string rollout;
  std::vector<std::string> labels;
  std::vector<std::string> what_if;
  std::string baseline;
  bool brief = false;
  bool strict = false;
  bool bom = false;

  void add_to(CLI::App &app);
  /// True for the formats that show the fleet as a whole.
  [[nodiscard]] bool sums_up() const { return format == "summary" || format == "json" || format == "html"; }
  /// An error where options do not fit each other, or a path lies on another machine.
  [[nodiscard]] Result<void> check() const;
};

/// What `--what-if` asks about.
struct WhatIfQuestion {
  Remedies remedies = Remedies::none;
  std::vector<Kb> kb; ///< empty: every update
};

/// `update`, `root`, `restart`, `all` or KBs that the policy names for a platform.
[[nodiscard]] Result<WhatIfQuestion> parse_what_if(const std::vector<std::string> &words, const Policy &policy);

} // namespace acsgate
