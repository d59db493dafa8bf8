#pragma once

#include "fleet/mend.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acsgate {

/// One step towards readiness: an update (of all platforms, or one of the updates named for a platform), the certificate, a
/// restart.
struct Step {
  Remedies remedy = Remedies::none;
  std::vector<Kb> kb; ///< of an update; empty: each host's own
  bool operator==(const Step &) const = default;
};

/// How many hosts that may not have ACS builds now may have them after these steps.
struct Unblocked {
  std::vector<Step> steps;
  std::uint64_t hosts = 0;
};

/// One step of the shortest way: how many hosts it adds to those that the steps before unblock.
struct WayStep {
  std::vector<Step> steps; ///< one, or more where fewer help nobody
  std::uint64_t gain = 0;
  std::uint64_t total = 0;
};

/// Counts what each remedy, and each pair, would do for a fleet. Memory grows with the platforms of the policy only.
class WhatIf {
public:
  /// `policy` must outlive this object.
  explicit WhatIf(const Policy &policy) : m_policy(policy) {}

  /// A host that may not have ACS builds now, with what remedies would do.
  void add(std::optional<std::size_t> platform, MendTable table);

  /// Hosts that may not have ACS builds now.
  [[nodiscard]] std::uint64_t blocked() const { return m_blocked; }
  /// Hosts among them that all remedies together don't unblock.
  [[nodiscard]] std::uint64_t beyond() const;
  /// Hosts that these steps unblock, all done.
  [[nodiscard]] std::uint64_t unblocked(const std::vector<Step> &steps) const;

  /// Each of the remedies, each pair, each named update alone and with one other remedy: those that unblock anybody (a named
  /// update with another remedy: more than either alone), most hosts first. With `kb` only updates that a platform names by one
  /// of these numbers.
  [[nodiscard]] std::vector<Unblocked> ranking(Remedies remedies, const std::vector<Kb> &kb) const;
  /// Which steps to take one after the other so that each adds as many hosts as possible.
  [[nodiscard]] std::vector<WayStep> way(Remedies remedies, const std::vector<Kb> &kb) const;

private:
  /// The updates that the platforms of blocked hosts name, each once.
  [[nodiscard]] std::vector<Step> updates(const std::vector<Kb> &kb) const;

  const Policy &m_policy;
  std::uint64_t m_blocked = 0;
  std::map<std::pair<std::optional<std::size_t>, MendTable>, std::uint64_t> m_hosts;
};

} // namespace acsgate
