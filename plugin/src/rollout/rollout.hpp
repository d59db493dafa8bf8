#pragma once

#include "base/time.hpp"
#include "gate/evaluate.hpp"
#include "rollout/host_match.hpp"
#include "rollout/zone.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acsgate {

inline constexpr std::size_t k_max_waves = 64; ///< a host's waves are one bit each while it is planned

/// A share in millionths of a percent: 10 % is 10,000,000.
using Share = std::uint64_t;
inline constexpr Share k_whole = 100'000'000;

/// One build on offer.
struct OfferedBuild {
  std::string module;
  Ask ask;
  std::string build; ///< as it is written
  std::string arch;  ///< `x64`, `x86`, `arm64`; empty: any
  std::string file;
  std::string sha256;
};

struct Wave {
  std::string name;
  std::optional<HostMatch> match;
  std::optional<Share> up_to;             ///< share of all hosts
  std::optional<std::uint32_t> max_hosts; ///< the rest goes on to the next wave that fits
  std::uint32_t min_sample = 0;
  std::optional<std::uint32_t> max_failures;
  std::optional<Share> max_failure_share;
  std::optional<Share> min_success_share;
  Duration soak{0};
  bool manual = false; ///< a named person opens it
};

/// Times of day at which installers may start.
struct ChangeWindow {
  std::array<bool, 7> days{true, true, true, true, true, true, true}; ///< on which it begins, Sunday first (as C's weekday)
  Duration from{};                                                    ///< since midnight
  Duration to{};                                                      ///< not after `from`: on the next day
};

struct Blackout {
  std::optional<HostMatch> match; ///< nothing: all hosts
  Timestamp from;
  Timestamp until; ///< not included
  std::string reason;
};

struct InFlightLimit {
  std::string label;
  std::uint32_t hosts = 1;
};

struct HoldRule {
  HostMatch match;
  std::string reason;
  std::string owner;
  std::optional<Timestamp> until;
};

struct Waiver {
  HostMatch match;
  std::size_t requirement = 0; ///< index into Policy::requirements
  std::string requirement_id;
  std::string reason;
  std::string approver;
  std::optional<Timestamp> from;
  Timestamp until;
};

struct AcceptedRisk {
  HostMatch match;
  std::vector<std::string> risks;
  std::string reason;
  std::string owner;
  Timestamp until;
};

/// A loaded rollout (`acsgate.rollout/v1`). Times are UTC: the zone has been applied.
struct Rollout {
  std::string name;
  std::string policy; ///< `builtin`, or a path
  Zone zone;
  std::string module;              ///< of every build on offer
  std::vector<OfferedBuild> offer; ///< at most k_max_asked
  std::vector<Wave> waves;
  std::optional<std::uint32_t> max_failures; ///< over the whole rollout
  std::vector<ChangeWindow> change_windows;  ///< empty: at any time
  std::vector<Blackout> blackouts;
  std::vector<InFlightLimit> max_in_flight;
  std::optional<HostMatch> first; ///< hosts that go before the others of their wave
  std::string salt;
  std::vector<HoldRule> holds;
  std::vector<Waiver> waivers;
  std::vector<AcceptedRisk> accepted_risks;
  std::string digest; ///< `sha256:` and 64 hex digits, of the canonical form
};

} // namespace acsgate
