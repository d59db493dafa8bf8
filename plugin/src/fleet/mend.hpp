#pragma once

#include "gate/evaluate.hpp"

#include <cstdint>
#include <string>

namespace acsgate {

/// What an administrator can do to a host, one bit each.
enum class Remedies : std::uint8_t { none = 0, update = 1, root = 2, restart = 4, all = 7 };

[[nodiscard]] constexpr Remedies operator|(Remedies left, Remedies right) {
  return static_cast<Remedies>(static_cast<unsigned>(left) | static_cast<unsigned>(right));
}
[[nodiscard]] constexpr bool has(Remedies set, Remedies one) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0;
}

/// The facts of a host as its sources would show them after the remedies. A source that could not be read shows nothing
/// afterwards either, so that what is unknown stays unknown.
///
/// * update: the first of the named updates is in. Where the platform has a floor, a known revision is at least the floor, and a
///   hotfix list and a package list that were read have it. Elsewhere nothing changes: there is no such update.
/// * root: a root store that was read has the certificate, and a list of disallowed certificates that was read has not.
/// * restart: no restart signal is set. Packages that wait for a restart are installed, their KB is in a hotfix list that was
/// read,
///   and a known revision is at least theirs: a rollup's own, the floor for a KB that the update table has as a rollup above it.
class MendedFacts {
public:
  MendedFacts(const Policy &policy, const Product &product, const Facts &facts, Remedies remedies);
  MendedFacts(const MendedFacts &) = delete;
  MendedFacts &operator=(const MendedFacts &) = delete;
  MendedFacts(MendedFacts &&) = delete;
  MendedFacts &operator=(MendedFacts &&) = delete;
  ~MendedFacts() = default;

  /// Borrows from the facts that were mended and from this object.
  [[nodiscard]] const Facts &facts() const { return m_facts; }

private:
  void restart(const Policy &policy, const Platform *platform);
  void settle_package(const Policy &policy, const Platform *platform, PackageFact &package);
  void update(const Platform &platform);
  void trust_roots(const Policy &policy, const Product &product);
  void raise_revision(std::uint32_t ubr);
  void list_hotfix(Kb kb);

  Facts m_facts;
  std::string m_rollup_version; ///< of the package that stands for the update
};

/// For each set of remedies whether the host may have ACS builds after them: bit n of the table is for the set with the value n.
using MendTable = std::uint8_t;

/// Decides again for every set of remedies.
[[nodiscard]] MendTable mend_table(const Policy &policy, const Product &product, const Facts &facts, const Exceptions &exceptions,
                                   Timestamp now);

[[nodiscard]] constexpr bool helps(MendTable table, Remedies set) { return ((table >> static_cast<unsigned>(set)) & 1U) != 0; }

} // namespace acsgate
