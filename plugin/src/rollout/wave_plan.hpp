#pragma once

#include "rollout/rollout.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// A host's place among all hosts: the first 8 hex digits of SHA-256 over the salt, a line feed and the host's id, as a number.
/// Anybody can work it out: `printf '%s\n%s' SALT ID | sha256sum | cut -c1-8`. A host lies within P percent if its place is below
/// P / 100 of 2^32, so that a smaller share is always inside a larger one.
[[nodiscard]] std::uint32_t place_of(std::string_view salt, std::string_view id);
[[nodiscard]] bool is_within(std::uint32_t place, Share share);

/// What a host is known by in a rollout: its id, else its full name, else its computer name, names in lower case. Empty where the
/// host has none of them.
[[nodiscard]] std::string host_key(const HostIdentity &host);

/// One host in the plan.
struct PlannedHost {
  std::string key;
  std::uint32_t place = 0;
  std::uint64_t fits = 0; ///< waves that would take the host, one bit each
  std::int8_t wave = -1;  ///< index into Rollout::waves; -1: none takes it
};

/// Which waves would take this host, one bit each.
[[nodiscard]] std::uint64_t fitting_waves(const Rollout &rollout, const HostIdentity &host, std::uint32_t place);

/// Gives each host the first wave that fits and has room. Where a wave has room for some only, those with the lowest places get
/// it, so that the answer does not depend on the order of the hosts.
void assign_waves(const Rollout &rollout, std::span<PlannedHost> hosts);

/// Why the host is in its wave, or in none: `label ring "canary"`, `within the first 10 % (place 3.25 %)`.
[[nodiscard]] std::string why_there(const Rollout &rollout, const PlannedHost &host);

} // namespace acsgate
