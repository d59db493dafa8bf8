#pragma once

#include "facts/facts.hpp"
#include "policy/policy.hpp"
#include "rollout/rollout.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// What the gate says of a host and the builds on offer.
enum class Readiness : std::uint8_t {
  ready,          ///< a build of the offer may be installed
  current,        ///< one is installed already, or a newer one
  refused,        ///< nothing that is on offer may be installed
  held,           ///< nothing may be installed now
  unknown,        ///< the facts do not suffice
  not_applicable, ///< not Windows
};

[[nodiscard]] std::string_view name_of(Readiness readiness);
[[nodiscard]] std::optional<Readiness> parse_readiness(std::string_view name);

struct ReadyHost {
  Readiness readiness = Readiness::unknown;
  std::optional<std::size_t> offer;    ///< index into Rollout::offer, of the best build, where ready
  bool acs = true;                     ///< false only where that build is certainly a legacy build
  std::optional<Timestamp> collected;  ///< when the facts were
  std::optional<Timestamp> good_until; ///< from then on the facts are too old, or a waiver that counted has ended
  std::string codes;                   ///< why not, as codes with spaces between
  std::string waived;                  ///< requirements that were waived, with spaces between
};

/// Asks the gate about this host as of `now`, with the waivers of the rollout that cover it. The rollout must be bound to the
/// policy.
[[nodiscard]] ReadyHost judge_readiness(const Policy &policy, const Product &product, const Rollout &rollout, const Facts &facts,
                                        const HostIdentity &host, Timestamp now);

} // namespace acsgate
