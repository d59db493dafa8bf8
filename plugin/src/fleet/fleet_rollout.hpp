#pragma once

#include "base/result.hpp"
#include "facts/facts.hpp"
#include "fleet/decision_counts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// What a named person has decided for some hosts in a rollout, and how many it covers.
struct Commitment {
  enum class Kind : std::uint8_t { accepted_risk, waiver };
  Kind kind = Kind::accepted_risk;
  std::string covers; ///< `name "DB*", label site "plant-2"`
  std::string what;   ///< ids of the risks, or of the requirement
  std::string reason;
  std::string who;
  Timestamp until;
  std::uint64_t hosts = 0; ///< on legacy builds, or with a requirement that was waived
};

/// A rollout as a fleet report sees it: how the hosts are spread over its waves, and what was decided for them. On systems
/// without rollouts there is none.
class FleetRollout {
public:
  FleetRollout() = default;
  FleetRollout(const FleetRollout &) = delete;
  FleetRollout &operator=(const FleetRollout &) = delete;
  FleetRollout(FleetRollout &&) = delete;
  FleetRollout &operator=(FleetRollout &&) = delete;
  virtual ~FleetRollout() = default;

  /// Fits the rollout to the policy that it is used with, as of this time. Called once, before anything below.
  [[nodiscard]] virtual Errors bind(const Policy &policy, Timestamp now) = 0;
  [[nodiscard]] virtual std::string_view name() const = 0;

  /// Requirements that are waived for the host: see Exceptions.
  [[nodiscard]] virtual std::uint32_t waived(const HostFacts &host) = 0;
  /// A host and what the gate said of it.
  virtual void add(const Facts &facts, const Verdict &verdict) = 0;

  /// True if the wave of a host is known only when all hosts have been added.
  [[nodiscard]] virtual bool waits_for_all() const = 0;
  /// The wave of a host, or nothing where it has none.
  [[nodiscard]] virtual std::optional<std::size_t> wave_of(const HostFacts &host) = 0;
  [[nodiscard]] virtual std::string_view wave_name(std::size_t wave) const = 0;
  /// In their order; the empty name is for hosts in no wave and comes last.
  [[nodiscard]] virtual std::vector<NamedCounts> waves() const = 0;
  [[nodiscard]] virtual std::vector<Commitment> commitments() const = 0;
  /// Hosts that stay on legacy builds though nobody has accepted the risk.
  [[nodiscard]] virtual std::uint64_t unaccepted() const = 0;
};

/// Commitments that end within this time are about to end.
inline constexpr Duration k_ends_soon = std::chrono::days(30);

} // namespace acsgate
