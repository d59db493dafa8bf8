#pragma once

#include "facts/owned_facts.hpp"
#include "facts/registry/registry_view.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// What is taken from a registry.
struct RegistryFacts {
  OwnedFacts host;
  std::vector<std::string> notes; ///< what a person should know although facts were found
};

/// All that the registry tells. Each group is `ok` if something of it is known; a list is set only if all places that it comes
/// from were read. Else the group's status says what stood in the way, and a group that the view can't see is left out.
/// `source` names the groups' source and must outlive the facts.
[[nodiscard]] RegistryFacts collect_registry_facts(RegistryView &view, FactText source);

// The groups, one by one, for a caller that has better sources for some.

void read_registry_host(RegistryView &view, RegistryFacts &facts);
void read_registry_os(RegistryView &view, RegistryFacts &facts);
void read_registry_updates(RegistryView &view, RegistryFacts &facts);
void read_registry_reboot(RegistryView &view, RegistryFacts &facts);
void read_registry_roots(RegistryView &view, RegistryFacts &facts);
void read_registry_modules(RegistryView &view, RegistryFacts &facts);
void read_registry_services(RegistryView &view, RegistryFacts &facts);

/// Whether Windows fetches a root that it needs by itself.
[[nodiscard]] AutoUpdate read_registry_auto_update(RegistryView &view);

/// The status of a group of which nothing is known because a read ended so.
[[nodiscard]] GroupStatus group_status(ReadStatus read);
/// The read that such a status tells of.
[[nodiscard]] ReadStatus read_status(GroupStatus group);

} // namespace acsgate
