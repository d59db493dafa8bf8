#pragma once

#include "rollout/rollout.hpp"

#include <optional>

namespace acsgate {

/// From `from` up to, but not with, `until`.
struct Interval {
  Timestamp from;
  Timestamp until;
  bool operator==(const Interval &) const = default;
};

/// When the window that begins on this local day is open. Both ends are the first moment at which the clock shows them: of an
/// hour that is turned back the first pass counts, and a time that is left out is the moment of the change. A window that lies
/// within the hour that is left out is empty.
[[nodiscard]] Interval window_on(const ChangeWindow &window, const Zone &zone, std::chrono::local_days day);

/// The window around `now`, or the next one, with blackouts for all hosts taken out. With no change windows it has no end but the
/// next blackout. Nothing where none opens within 400 days.
[[nodiscard]] std::optional<Interval> next_opening(const Rollout &rollout, Timestamp now);

/// The blackout that keeps this host, but not all hosts, from starting at `now`; null if none does.
[[nodiscard]] const Blackout *blackout_of(const Rollout &rollout, const HostIdentity &host, Timestamp now);
/// The hold that keeps this host back at `now`; null if none does.
[[nodiscard]] const HoldRule *hold_of(const Rollout &rollout, const HostIdentity &host, Timestamp now);

} // namespace acsgate
