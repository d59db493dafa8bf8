#pragma once

#include "base/result.hpp"
#include "policy/document.hpp"
#include "policy/policy.hpp"
#include "rollout/rollout.hpp"

#include <string>
#include <string_view>

namespace acsgate {

/// A rollout with its canonical form: one line of JSON that the digest covers and that can be loaded in place of the file.
struct LoadedRollout {
  Rollout rollout;
  Document document; ///< for positions in errors
  std::string canonical;
};

/// Reads the YAML file (or canonical JSON), strictly: everything that is wrong comes back at once, with file, line and column.
/// References into the policy are not looked at yet.
[[nodiscard]] tl::expected<LoadedRollout, Errors> load_rollout(std::string_view path);
/// The same for a text that was read already; `name` stands in errors.
[[nodiscard]] tl::expected<LoadedRollout, Errors> load_rollout_text(std::string_view text, std::string_view name);

/// The path of the policy that the rollout in this file names; empty for the policy compiled in.
[[nodiscard]] std::string policy_path_of(const Rollout &rollout, std::string_view rollout_path);

/// What the rollout names and the policy lacks: module, requirements, risks; requirements that can't be waived. Fills in the
/// indices. Empty: they fit together.
[[nodiscard]] Errors bind_rollout(LoadedRollout &loaded, const Policy &policy);

} // namespace acsgate
