#pragma once

#include "gate/evaluate.hpp"
#include "gate/explain.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace acsgate {

/// One of the two policies that are compared, with the same question put to it.
struct DiffSide {
  const Policy &policy;
  const Product &product;
  std::span<const Ask> asks; ///< as many on both sides
};

/// What a host may take under one policy: the decision, and where that is `unknown`, what the policy makes of it.
struct Permit {
  Decision decision = Decision::unknown;
  OnUnknown on_unknown = OnUnknown::legacy; ///< `legacy` for every other decision, where it means nothing
  auto operator<=>(const Permit &) const = default;
};

/// What a change of policy does to a host, the most dangerous first.
struct Transition {
  /// acs: it may take ACS builds now. build: a build that was asked for became allowed. wider, other, narrower: by how much a
  /// host may take.
  enum class Danger : std::uint8_t { acs, build, wider, other, narrower };
  Danger danger = Danger::other;
  Permit old;
  Permit now;
  auto operator<=>(const Transition &) const = default;
};

/// What one policy says of one requirement, one build or the host as a whole.
struct Judgement {
  std::string status;                    ///< `fail`, `refused`; empty where it was not judged
  std::string effect;                    ///< `hold` or `legacy` of a requirement that fails
  std::optional<Tri> acs = std::nullopt; ///< of a build: is it an ACS build
  std::vector<Reason> reasons;
  std::vector<Evidence> evidence;
};

/// Why a host changed.
struct ReasonChange {
  std::string subject; ///< id of a requirement, a build, or empty for what belongs to neither
  Judgement old;
  Judgement now;
};

struct HostChange {
  std::string host;
  Transition transition;
  std::string old_platform; ///< id; empty where no row fits
  std::string now_platform;
  std::vector<ReasonChange> reasons; ///< requirements and the host
  std::vector<ReasonChange> builds;  ///< builds asked for whose outcome changed
};

/// How one build's outcome changed, for the counts.
struct BuildTransition {
  std::size_t ask = 0;
  Outcome old = Outcome::unknown;
  Outcome now = Outcome::unknown;
  auto operator<=>(const BuildTransition &) const = default;
};

/// Counts hosts whose decision, or whose answer for a build asked for, differs between two policies, and keeps the most dangerous
/// `max_hosts` of them with the reasons. Memory does not grow with the number of hosts. Pure: the caller reads and prints.
class PolicyDiff {
public:
  PolicyDiff(DiffSide old, DiffSide now, Timestamp at, std::size_t max_hosts)
      : m_old(old), m_now(now), m_at(at), m_max_hosts(max_hosts) {}

  void add(const Facts &facts);

  [[nodiscard]] std::uint64_t hosts() const { return m_hosts; }
  [[nodiscard]] std::uint64_t changed() const { return m_changed; }
  [[nodiscard]] std::uint64_t left_out() const { return m_changed - m_kept; }
  [[nodiscard]] const std::map<Transition, std::uint64_t> &transitions() const { return m_transitions; }
  [[nodiscard]] const std::map<BuildTransition, std::uint64_t> &builds() const { return m_builds; }

  /// Calls `use(const HostChange &)` for each host that was kept, the most dangerous first, else in the order of `add`.
  template <class Use> void for_each(Use use) const {
    for (const auto &[transition, changes] : m_changes) {
      for (const HostChange &change : changes) {
        use(change);
      }
    }
  }

private:
  [[nodiscard]] bool make_room(const Transition &transition);
  [[nodiscard]] HostChange explain_change(const Facts &facts, const Verdict &old, const Verdict &now,
                                          const Transition &transition) const;

  DiffSide m_old;
  DiffSide m_now;
  Timestamp m_at;
  std::size_t m_max_hosts;
  std::uint64_t m_hosts = 0;
  std::uint64_t m_changed = 0;
  std::size_t m_kept = 0;
  std::map<Transition, std::uint64_t> m_transitions;
  std::map<BuildTransition, std::uint64_t> m_builds;
  std::map<Transition, std::vector<HostChange>> m_changes;
};

} // namespace acsgate
