#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr FactText k_services[] = {"ds_agent"};
constexpr std::string_view k_services_key = R"(SYSTEM\CurrentControlSet\Services)";

/// SERVICE_BOOT_START and so on, by number (winnt.h).
constexpr FactText k_starts[] = {"boot", "system", "auto", "manual", "disabled"};

} // namespace

/// The registry tells how services start, not whether they run.
void read_registry_services(RegistryView &view, RegistryFacts &facts) {
  ServiceFacts &services = facts.host.facts.services;
  std::vector<ServiceFact> found;
  for (const FactText name : k_services) {
    const std::string path = std::string(k_services_key) + '\\' + std::string(name);
    const ReadStatus key = view.key(path);
    const auto start = key == ReadStatus::ok ? read_dword(view, path, "Start") : RegistryRead<std::uint32_t>{key, 0};
    if (key == ReadStatus::ok && start.status != ReadStatus::denied && start.status != ReadStatus::unsupported) {
      const bool known = start.ok() && start.value < std::size(k_starts);
      found.push_back({name, {}, known ? k_starts[start.value] : FactText()});
    } else if (key != ReadStatus::absent) {
      services.status = group_status(start.status);
      return;
    }
  }
  services.status = GroupStatus::ok;
  services.items = std::move(found);
}

} // namespace acsgate
