#pragma once

#include "rollout/ledger_state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// May hosts go, and if not, why not. Each answer has its own exit code: the number behind it.
enum class WaveAnswer : std::uint8_t {
  go = 0,
  waiting = 30,      ///< time, results or a limit stand in the way: ask again
  inconclusive = 31, ///< results that nobody knows would decide; a person must look
  halted = 32,       ///< until a named person resumes
  finished = 33,
  nobody = 34,   ///< no host of the wave is eligible: a person must look
  approval = 35, ///< the next wave waits for a named person
};
[[nodiscard]] std::string_view name_of(WaveAnswer answer);

/// One thing that stands in the way.
struct Obstacle {
  std::string code; ///< stable: `WINDOW.CLOSED`
  std::string text;
  std::optional<Timestamp> until; ///< when it goes away by itself, where that is known
  std::size_t hosts = 0;          ///< that it holds back, where it does not hold all
};

/// How the attempts in one wave stand, for one kind of build.
struct WaveCount {
  std::size_t ready = 0; ///< eligible and not yet tried
  std::size_t open = 0;
  std::size_t soaking = 0;
  std::size_t good = 0; ///< succeeded and soaked
  std::size_t failed = 0;
  std::size_t inconclusive = 0;
  std::size_t forgiven = 0; ///< failed or inconclusive, and a person resumed; in none of the two above

  [[nodiscard]] std::size_t tried() const { return open + soaking + good + failed + inconclusive + forgiven; }
  /// Failures that the limits bear before the wave halts, of so many hosts.
  std::size_t limit = 0;
};

struct WaveCounts {
  WaveCount acs;
  WaveCount legacy;
  std::optional<Timestamp> soaked; ///< when the last success will have soaked
};

/// How the open wave stands.
enum class WaveOutcome : std::uint8_t { running, soaking, success, inconclusive, nobody };

[[nodiscard]] std::vector<WaveCounts> count_waves(const LedgerState &state, Timestamp now);
[[nodiscard]] WaveOutcome outcome_of(const LedgerState &state, const std::vector<WaveCounts> &counts);

/// What follows from the state by itself at `now`, without anybody's doing: leases that ran out, a halt, a wave that opens. To be
/// appended and applied, and asked for again until nothing more follows. Pure.
[[nodiscard]] std::vector<Event> settle(const LedgerState &state, Timestamp now);

struct Advice {
  WaveAnswer answer = WaveAnswer::waiting;
  std::vector<std::size_t> hosts; ///< who may go, at most as many as were asked for; with `go` at least one
  Timestamp start_before;         ///< with `go`: when the window closes
  std::vector<Obstacle> obstacles;
};

/// Who may go at `now`, of a state that has settled. Pure: the same state gives the same answer.
[[nodiscard]] Advice advance(const LedgerState &state, Timestamp now, std::size_t wanted);

/// True if the host may still get a build from this rollout as far as its facts go.
[[nodiscard]] bool is_eligible(const LedgerState &state, const LedgerHost &host, Timestamp now);

} // namespace acsgate
