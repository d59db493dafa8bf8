#include "host/machine_registry.hpp"

namespace acsgate {

std::unique_ptr<RegistryView> machine_registry() { return nullptr; }

} // namespace acsgate
