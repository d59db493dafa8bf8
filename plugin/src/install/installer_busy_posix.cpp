#include "install/preflight.hpp"

namespace acsgate {

std::optional<bool> installer_busy() { return std::nullopt; }

} // namespace acsgate
