#include "facts/registry/registry_facts.hpp"

namespace acsgate {

GroupStatus group_status(ReadStatus read) {
  switch (read) {
  case ReadStatus::ok:
    return GroupStatus::ok;
  case ReadStatus::absent:
    return GroupStatus::absent;
  case ReadStatus::denied:
    return GroupStatus::denied;
  case ReadStatus::error:
    return GroupStatus::error;
  case ReadStatus::unsupported:
    break;
  }
  return GroupStatus::missing;
}

ReadStatus read_status(GroupStatus group) {
  switch (group) {
  case GroupStatus::ok:
    return ReadStatus::ok;
  case GroupStatus::absent:
    return ReadStatus::absent;
  case GroupStatus::denied:
    return ReadStatus::denied;
  case GroupStatus::error:
    return ReadStatus::error;
  case GroupStatus::missing:
  case GroupStatus::unsupported:
    break;
  }
  return ReadStatus::unsupported;
}

RegistryFacts collect_registry_facts(RegistryView &view, FactText source) {
  RegistryFacts facts;
  read_registry_host(view, facts);
  read_registry_os(view, facts);
  read_registry_updates(view, facts);
  read_registry_reboot(view, facts);
  read_registry_roots(view, facts);
  read_registry_modules(view, facts);
  read_registry_services(view, facts);
  Facts &all = facts.host.facts;
  for (Group *group :
       std::initializer_list<Group *>{&all.os, &all.updates, &all.reboot, &all.roots, &all.modules, &all.services}) {
    if (group->status != GroupStatus::missing) {
      group->source = source;
    }
  }
  return facts;
}

} // namespace acsgate
