#pragma once

#include "probe/computer_names.hpp"
#include "probe/os_version.hpp"
#include "probe/service_states.hpp"

namespace acsgate {

/// By RtlGetVersion: GetVersionEx says what a program's manifest makes it say.
class KernelVersion final : public OsVersionPort {
public:
  [[nodiscard]] ProbeRead<OsVersion> version() override;
};

class MachineNames final : public ComputerNames {
public:
  [[nodiscard]] ProbeRead<ComputerName> names() override;
};

class ServiceControlManager final : public ServiceStates {
public:
  [[nodiscard]] ProbeRead<ServiceState> service(std::string_view name) override;
};

} // namespace acsgate
