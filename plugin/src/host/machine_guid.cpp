#include "facts/registry/registry_facts.hpp"
#include "host/machine_registry.hpp"

namespace acsgate {

std::string machine_guid(RegistryView &registry) {
  RegistryFacts facts;
  read_registry_host(registry, facts);
  return std::string(facts.host.facts.host.id);
}

} // namespace acsgate
