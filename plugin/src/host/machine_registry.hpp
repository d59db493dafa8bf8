#pragma once

#include "facts/registry/registry_view.hpp"

#include <memory>
#include <string>

namespace acsgate {

/// The registry of the machine that this program runs on, read-only; null where it is not Windows.
[[nodiscard]] std::unique_ptr<RegistryView> machine_registry();

/// `MachineGuid` of HKLM\SOFTWARE\Microsoft\Cryptography in lower case, as the facts give it in `host.id`; empty if it can't be
/// read.
[[nodiscard]] std::string machine_guid(RegistryView &registry);

} // namespace acsgate
