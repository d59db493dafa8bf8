#pragma once

#include "command/gate.hpp"
#include "fleet/fleet_rollout.hpp"

#include <memory>
#include <string>

namespace acsgate {

/// Loads the rollout of a file and sets policy and module of `options` to those that it names. An error where the options name
/// others, and on systems without rollouts.
[[nodiscard]] tl::expected<std::unique_ptr<FleetRollout>, Errors> load_fleet_rollout(const std::string &path,
                                                                                     GateOptions &options);

} // namespace acsgate
