#include "facts/package_list.hpp"
#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"
#include "facts/registry/servicing.hpp"

namespace acsgate {

PackageState package_state(std::uint32_t current_state) {
  switch (current_state) {
  case 0x60: // install pending
  case 0x65: // partially installed: the rest waits for a restart
    return PackageState::install_pending;
  case 0x70: // installed
  case 0x80: // permanent
    return PackageState::installed;
  default: // absent, resolved, staged, superseded, uninstall pending, and the negative ones of broken packages
    return PackageState::other;
  }
}

/// Only updates are looked into: a system has thousands of packages, and nothing else of them is evidence.
void read_registry_updates(RegistryView &view, RegistryFacts &facts) {
  constexpr std::size_t k_max_packages = 20000;
  UpdateFacts &updates = facts.host.facts.updates;
  const auto names = view.subkeys(k_packages_key);
  if (!names.ok()) {
    updates.status = group_status(names.status);
    return;
  }
  PackageList packages;
  updates.status = GroupStatus::absent; // every system has packages: a list without any was not read whole
  for (const std::string &name : names.value) {
    const auto identity = parse_package_identity(name);
    if (identity) {
      updates.status = GroupStatus::ok;
    }
    if (!identity || !identity->name.starts_with(k_update_package)) {
      continue;
    }
    const auto state = read_dword(view, std::string(k_packages_key) + '\\' + name, "CurrentState");
    if (!state.ok() && state.status != ReadStatus::absent) {
      // One update whose state can't be read could be the one that matters.
      facts.notes.push_back("the state of " + name + " can't be read: the packages are left unknown");
      updates.status = group_status(state.status);
      return;
    }
    packages.add(*identity, state.ok() ? package_state(state.value) : PackageState::other);
    if (packages.size() > k_max_packages) {
      facts.notes.push_back("there are more than " + std::to_string(k_max_packages) + " updates: the packages are left unknown");
      updates.status = GroupStatus::error;
      return;
    }
  }
  if (updates.ok()) {
    packages.put_into(facts.host);
  }
}

} // namespace acsgate
