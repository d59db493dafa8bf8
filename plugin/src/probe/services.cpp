#include "probe/sources.hpp"

namespace acsgate {

namespace {

/// Service names as Deep Security's documentation of integrity rules (ServiceSet) and administrators' lists have them. Amsp is
/// the Agent's anti-malware platform; its version is not the Agent's.
constexpr VendorService k_services[] = {
    {"ds_agent", "agent"},
    {"ds_notifier", "notifier"},
    {"Amsp", {}},
};

} // namespace

std::span<const VendorService> vendor_services() { return k_services; }

ServicesRead read_services(ServiceStates &services) {
  ServicesRead result{ReadStatus::ok, {}};
  for (const VendorService &service : k_services) {
    const auto read = services.service(service.name);
    if (read.ok()) {
      result.items.push_back({service.name, read.value.state, read.value.start});
    } else if (read.status != ReadStatus::absent) {
      return {read.status, {}}; // a list without it would say that it is not installed
    }
  }
  return result;
}

} // namespace acsgate
