#pragma once

#include "base/time.hpp"
#include "facts/registry/registry_view.hpp"
#include "probe/certificate_stores.hpp"
#include "probe/computer_names.hpp"
#include "probe/file_versions.hpp"
#include "probe/management.hpp"
#include "probe/os_version.hpp"
#include "probe/service_states.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace acsgate {

/// All that is read of a machine, read-only. Shared, because a thread that was given up may go on using a port. Each port is used
/// by one thread at a time, `management` by two.
struct HostPorts {
  std::shared_ptr<RegistryView> registry;
  std::shared_ptr<OsVersionPort> os_version;
  std::shared_ptr<ComputerNames> names;
  std::shared_ptr<CertificateStores> certificates;
  std::shared_ptr<ServiceStates> services;
  std::shared_ptr<FileVersions> files;
  std::shared_ptr<Management> management;
  std::function<Timestamp()> clock;
};

/// Those of the machine that this program runs on; nothing where it is not Windows.
[[nodiscard]] std::optional<HostPorts> machine_ports();

} // namespace acsgate
