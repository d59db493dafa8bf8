#include "probe/host_ports.hpp"

namespace acsgate {

std::optional<HostPorts> machine_ports() { return std::nullopt; }

} // namespace acsgate
