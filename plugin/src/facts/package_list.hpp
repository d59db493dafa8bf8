#pragma once

#include "facts/owned_facts.hpp"
#include "facts/package_identity.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace acsgate {

/// Builds `updates.packages`: facts name a package by name and version alone, so the parts of one (architectures, languages)
/// become one entry. It is pending if a part is, and installed only if all parts are.
class PackageList {
public:
  void add(const PackageIdentity &identity, PackageState state);

  [[nodiscard]] std::size_t size() const { return m_places.size(); }

  /// Moves the list into `facts`, by name and version.
  void put_into(OwnedFacts &facts) const;

private:
  std::map<std::pair<std::string, std::string>, PackageState> m_places;
};

} // namespace acsgate
