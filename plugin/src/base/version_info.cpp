#include "base/version_info.hpp"

namespace acsgate {

std::string_view gate_version() { return "acsgate " ACSGATE_VERSION; }

} // namespace acsgate
