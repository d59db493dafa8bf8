#include "rollout/zone.hpp"

namespace acsgate {

// Windows before 10 has no IANA names, and hosts get UTC intervals: zones are the controller's business.
std::optional<Zone> find_zone(const std::string &name) { return name == "UTC" ? std::optional(Zone()) : std::nullopt; }

} // namespace acsgate
