#include "facts/package_list.hpp"

namespace acsgate {

void PackageList::add(const PackageIdentity &identity, PackageState state) {
  const auto [place, added] = m_places.emplace(std::pair(std::string(identity.name), std::string(identity.version)), state);
  PackageState &known = place->second;
  if (!added && known != state) {
    const bool pending = known == PackageState::install_pending || state == PackageState::install_pending;
    known = pending ? PackageState::install_pending : PackageState::other;
  }
}

void PackageList::put_into(OwnedFacts &facts) const {
  std::vector<PackageFact> &packages = facts.facts.updates.packages.emplace();
  packages.reserve(m_places.size());
  for (const auto &[key, state] : m_places) {
    packages.push_back({facts.keep(key.first), facts.keep(key.second), state});
  }
}

} // namespace acsgate
