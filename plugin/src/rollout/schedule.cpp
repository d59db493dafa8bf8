#include "rollout/schedule.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::chrono::days k_horizon{400};
/// Blackouts that follow one another without a gap are few; this is only a bound.
constexpr int k_max_steps = 10'000;

const Blackout *blackout_for_all(const Rollout &rollout, Timestamp now) {
  const auto found = std::ranges::find_if(rollout.blackouts, [&](const Blackout &blackout) {
    return !blackout.match && blackout.from <= now && now < blackout.until;
  });
  return found == rollout.blackouts.end() ? nullptr : &*found;
}

/// The window around `now` that ends last, or else the one that begins first after it.
std::optional<Interval> window_at_or_after(const Rollout &rollout, Timestamp now) {
  if (rollout.change_windows.empty()) {
    return Interval{now, Timestamp::max()};
  }
  std::optional<Interval> best;
  const auto today = std::chrono::floor<std::chrono::days>(rollout.zone.local(now));
  for (const ChangeWindow &window : rollout.change_windows) {
    // A window lasts a day at most, and each of them comes back within a week; the one of this week may be left out by the clock.
    for (int day = -2; day <= 15; ++day) {
      const Interval open = window_on(window, rollout.zone, today + std::chrono::days(day));
      if (open.until <= now || open.from >= open.until) {
        continue;
      }
      const bool is_around = open.from <= now;
      const bool best_is_around = best && best->from <= now;
      if (!best || (is_around && (!best_is_around || open.until > best->until)) ||
          (!is_around && !best_is_around && open.from < best->from)) {
        best = open;
      }
    }
  }
  return best;
}

} // namespace

Interval window_on(const ChangeWindow &window, const Zone &zone, std::chrono::local_days day) {
  const unsigned weekday = std::chrono::weekday(day).c_encoding();
  if (!window.days.at(weekday)) {
    return {};
  }
  const auto end_day = day + std::chrono::days(window.to <= window.from ? 1 : 0);
  return {zone.first_moment(LocalSeconds(day) + window.from), zone.first_moment(LocalSeconds(end_day) + window.to)};
}

std::optional<Interval> next_opening(const Rollout &rollout, Timestamp now) {
  Timestamp time = now;
  for (int step = 0; step < k_max_steps && time - now < k_horizon; ++step) {
    const auto window = window_at_or_after(rollout, time);
    if (!window) {
      return std::nullopt;
    }
    time = std::max(time, window->from);
    if (const Blackout *blackout = blackout_for_all(rollout, time)) {
      time = blackout->until;
      continue;
    }
    Interval open{time, window->until};
    for (const Blackout &blackout : rollout.blackouts) {
      if (!blackout.match && blackout.from > time) {
        open.until = std::min(open.until, blackout.from);
      }
    }
    return open;
  }
  return std::nullopt;
}

const Blackout *blackout_of(const Rollout &rollout, const HostIdentity &host, Timestamp now) {
  const auto found = std::ranges::find_if(rollout.blackouts, [&](const Blackout &blackout) {
    return blackout.match && blackout.from <= now && now < blackout.until && blackout.match->matches(host);
  });
  return found == rollout.blackouts.end() ? nullptr : &*found;
}

const HoldRule *hold_of(const Rollout &rollout, const HostIdentity &host, Timestamp now) {
  const auto found = std::ranges::find_if(
      rollout.holds, [&](const HoldRule &hold) { return (!hold.until || now < *hold.until) && hold.match.matches(host); });
  return found == rollout.holds.end() ? nullptr : &*found;
}

} // namespace acsgate
