#include "rollout/engine.hpp"

#include <algorithm>

namespace acsgate {

namespace {

using nlohmann::json;

std::string count_text(std::size_t failed, std::size_t limit, bool acs) {
  return std::to_string(failed) + (acs ? " ACS" : " legacy") + (failed == 1 ? " install" : " installs") + " failed, " +
         std::to_string(limit) + (limit == 1 ? " is" : " are") + " borne";
}

/// Why the rollout must halt, or empty.
std::string failure_of(const LedgerState &state, const std::vector<WaveCounts> &counts) {
  for (std::size_t index = 0; index < counts.size(); ++index) {
    for (const bool acs : {true, false}) {
      const WaveCount &count = acs ? counts[index].acs : counts[index].legacy;
      if (count.failed > count.limit) {
        return "wave " + state.rollout.waves[index].name + ": " + count_text(count.failed, count.limit, acs);
      }
    }
  }
  for (const bool acs : {true, false}) {
    std::size_t failed = 0;
    for (const WaveCounts &wave : counts) {
      failed += (acs ? wave.acs : wave.legacy).failed;
    }
    if (state.rollout.max_failures && failed > *state.rollout.max_failures) {
      return "the whole rollout: " + count_text(failed, *state.rollout.max_failures, acs);
    }
  }
  return {};
}

/// Why the next wave opens now, or empty.
std::string reason_to_open(const LedgerState &state, const std::vector<WaveCounts> &counts) {
  const std::size_t next = state.open_wave ? *state.open_wave + 1 : 0;
  if (next == state.rollout.waves.size()) {
    return {};
  }
  const auto &approval = state.approvals[next];
  const bool manual = state.rollout.waves[next].manual;
  const WaveOutcome before = state.open_wave ? outcome_of(state, counts) : WaveOutcome::success;
  if (before == WaveOutcome::running || before == WaveOutcome::soaking) {
    return {};
  }
  if (approval) {
    return "approved by " + approval->by;
  }
  if (before != WaveOutcome::success || manual) {
    return {};
  }
  return state.open_wave ? "success of the wave before" : "start of the rollout";
}

} // namespace

std::vector<Event> settle(const LedgerState &state, Timestamp now) {
  if (!state.started() || now < state.clock) {
    return {}; // nothing follows from a clock that can't be right
  }
  json lapsed = json::array();
  for (const Attempt &attempt : state.attempts) {
    if (attempt.progress == Progress::open && attempt.until <= now) {
      lapsed.push_back(attempt.id);
    }
  }
  if (!lapsed.empty()) {
    return {{.kind = "expired", .at = now, .data = {{"attempts", std::move(lapsed)}}}};
  }
  if (state.halt) {
    return {};
  }
  const auto counts = count_waves(state, now);
  if (std::string why = failure_of(state, counts); !why.empty()) {
    return {{.kind = "halted", .at = now, .data = {{"by", "acsgate"}, {"reason", std::move(why)}, {"automatic", true}}}};
  }
  if (std::string why = reason_to_open(state, counts); !why.empty()) {
    return {{.kind = "opened",
             .at = now,
             .data = {{"wave", state.open_wave ? *state.open_wave + 1 : 0}, {"because", std::move(why)}}}};
  }
  return {};
}

} // namespace acsgate
