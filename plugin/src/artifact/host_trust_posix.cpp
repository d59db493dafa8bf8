#include "artifact/host_trust.hpp"

namespace acsgate {

std::string host_trust(const std::string & /*path*/) { return {}; }

} // namespace acsgate
