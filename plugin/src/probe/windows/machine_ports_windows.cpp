#include "probe/host_ports.hpp"
#include "probe/windows/certificate_stores_windows.hpp"
#include "probe/windows/file_versions_windows.hpp"
#include "probe/windows/management_windows.hpp"
#include "probe/windows/registry_windows.hpp"
#include "probe/windows/system_windows.hpp"

namespace acsgate {

std::optional<HostPorts> machine_ports() {
  return HostPorts{
      .registry = std::make_shared<MachineRegistry>(),
      .os_version = std::make_shared<KernelVersion>(),
      .names = std::make_shared<MachineNames>(),
      .certificates = std::make_shared<MachineCertificates>(),
      .services = std::make_shared<ServiceControlManager>(),
      .files = std::make_shared<MachineFiles>(),
      .management = std::make_shared<MachineManagement>(),
      .clock = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
  };
}

} // namespace acsgate
