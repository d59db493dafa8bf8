#include "command/fail.hpp"
#include "command/fleet_rollout.hpp"

namespace acsgate {

tl::expected<std::unique_ptr<FleetRollout>, Errors> load_fleet_rollout(const std::string & /*path*/, GateOptions & /*options*/) {
  return tl::unexpected(
      Errors{usage("the Windows programs read no rollout", "leave --rollout out, or run fleet with acsgate on Linux")});
}

} // namespace acsgate
