#include "rollout/engine.hpp"
#include "rollout/schedule.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// `share` of `hosts`, rounded down, so that a limit is never looser than it is written.
std::size_t share_of(Share share, std::size_t hosts) { return static_cast<std::size_t>(share * hosts / k_whole); }

std::size_t limit_of(const Wave &wave, std::size_t hosts) {
  std::optional<std::size_t> limit;
  const auto at_most = [&](std::size_t failures) { limit = std::min(limit.value_or(failures), failures); };
  if (wave.max_failures) {
    at_most(*wave.max_failures);
  }
  if (wave.max_failure_share) {
    at_most(share_of(*wave.max_failure_share, hosts));
  }
  if (wave.min_success_share) {
    at_most(share_of(k_whole - *wave.min_success_share, hosts));
  }
  return limit.value_or(0); // a wave that names no limit bears no failure
}

WaveCount &count_for(WaveCounts &counts, bool acs) { return acs ? counts.acs : counts.legacy; }

void count(const Attempt &attempt, const Wave &wave, Timestamp now, WaveCounts &counts) {
  WaveCount &count = count_for(counts, attempt.acs);
  switch (attempt.progress) {
  case Progress::open:
    ++count.open;
    break;
  case Progress::success:
    counts.soaked = std::max(counts.soaked.value_or(Timestamp::min()), attempt.done + wave.soak);
    ++(now < attempt.done + wave.soak ? count.soaking : count.good);
    break;
  case Progress::failure:
    ++(attempt.forgiven ? count.forgiven : count.failed);
    break;
  case Progress::inconclusive:
    ++(attempt.forgiven ? count.forgiven : count.inconclusive);
    break;
  case Progress::idle:
    break;
  }
}

} // namespace

bool is_eligible(const LedgerState &state, const LedgerHost &host, Timestamp now) {
  return host.progress == Progress::idle && host.ready.readiness == Readiness::ready &&
         (!host.ready.good_until || now < *host.ready.good_until) && hold_of(state.rollout, host.identity(), now) == nullptr;
}

std::vector<WaveCounts> count_waves(const LedgerState &state, Timestamp now) {
  const auto &waves = state.rollout.waves;
  std::vector<WaveCounts> counts(waves.size());
  for (const Attempt &attempt : state.attempts) {
    count(attempt, waves[attempt.wave], now, counts[attempt.wave]);
  }
  for (const LedgerHost &host : state.hosts) {
    if (host.wave >= 0 && is_eligible(state, host, now)) {
      // Who was not ready in his wave joins the one that is open.
      const auto wave = std::max(static_cast<std::size_t>(host.wave), state.open_wave.value_or(0));
      ++count_for(counts[wave], host.ready.acs).ready;
    }
  }
  for (std::size_t index = 0; index < waves.size(); ++index) {
    for (WaveCount *count : {&counts[index].acs, &counts[index].legacy}) {
      count->limit = limit_of(waves[index], count->tried() + count->ready);
    }
  }
  return counts;
}

WaveOutcome outcome_of(const LedgerState &state, const std::vector<WaveCounts> &counts) {
  const WaveCounts &wave = counts[state.open_wave.value_or(0)];
  const auto sum = [&](std::size_t WaveCount::*member) { return wave.acs.*member + wave.legacy.*member; };
  if (sum(&WaveCount::ready) > 0 || sum(&WaveCount::open) > 0) {
    return WaveOutcome::running;
  }
  if (wave.acs.tried() + wave.legacy.tried() == 0) {
    return WaveOutcome::nobody;
  }
  // First of what can still be said: until then not even a person opens the next wave.
  if (sum(&WaveCount::soaking) > 0) {
    return WaveOutcome::soaking;
  }
  // Would the answer be another one if what nobody knows had failed?
  const auto undecided = [](const WaveCount &count) {
    return count.inconclusive > 0 && count.failed + count.inconclusive > count.limit;
  };
  if (undecided(wave.acs) || undecided(wave.legacy)) {
    return WaveOutcome::inconclusive;
  }
  const std::size_t finished = sum(&WaveCount::good) + sum(&WaveCount::failed) + sum(&WaveCount::forgiven);
  return finished < state.rollout.waves[state.open_wave.value_or(0)].min_sample ? WaveOutcome::inconclusive
                                                                                : WaveOutcome::success;
}

} // namespace acsgate
