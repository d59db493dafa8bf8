#include "rollout/engine.hpp"
#include "rollout/schedule.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace acsgate {

namespace {

constexpr std::array<std::pair<WaveAnswer, std::string_view>, 7> k_answers{{{WaveAnswer::go, "go"},
                                                                            {WaveAnswer::waiting, "waiting"},
                                                                            {WaveAnswer::inconclusive, "inconclusive"},
                                                                            {WaveAnswer::halted, "halted"},
                                                                            {WaveAnswer::finished, "finished"},
                                                                            {WaveAnswer::nobody, "nobody-eligible"},
                                                                            {WaveAnswer::approval, "waiting-for-approval"}}};

std::string number(std::size_t count, std::string_view what) {
  return std::to_string(count) + ' ' + std::string(what) + (count == 1 ? "" : "s");
}

/// Builds one answer. Collects what stands in the way, each obstacle once with the hosts that it holds back.
class Advisor {
public:
  Advisor(const LedgerState &state, Timestamp now, std::size_t wanted)
      : m_state(state), m_now(now), m_wanted(wanted), m_counts(count_waves(state, now)), m_open(state.open_wave.value_or(0)) {}

  Advice advise() {
    if (m_state.halt) {
      return stop(WaveAnswer::halted, m_state.halt->automatic ? "HALT.FAILURES" : "HALT.PERSON",
                  "halted by " + m_state.halt->by + ": " + m_state.halt->reason + "; a named person must resume");
    }
    if (m_now < m_state.clock) {
      return stop(
          WaveAnswer::waiting, "CLOCK.BEHIND",
          "the clock is behind the latest event of the ledger; if that event's time was wrong, a named person must resume",
          m_state.clock);
    }
    if (!m_state.open_wave) {
      return stop(WaveAnswer::approval, "WAVE.APPROVAL", "wave " + m_state.rollout.waves.front().name + " waits for approval");
    }
    const WaveOutcome outcome = outcome_of(m_state, m_counts);
    return outcome == WaveOutcome::running ? running() : judged(outcome);
  }

private:
  Advice stop(WaveAnswer answer, std::string code, std::string text, std::optional<Timestamp> until = std::nullopt) {
    m_advice.answer = answer;
    m_advice.hosts.clear();
    m_advice.obstacles.push_back({.code = std::move(code), .text = std::move(text), .until = until});
    return std::move(m_advice);
  }

  [[nodiscard]] const Wave &wave() const { return m_state.rollout.waves[m_open]; }
  [[nodiscard]] const WaveCounts &counts() const { return m_counts[m_open]; }

  /// Nothing of the open wave is left to lease or to wait for.
  Advice judged(WaveOutcome outcome) {
    const std::size_t next = m_open + 1;
    const bool last = next == m_state.rollout.waves.size();
    const std::string way_on = last ? "" : "; approving wave " + m_state.rollout.waves[next].name + " goes on all the same";
    const WaveCounts &count = counts();
    switch (outcome) {
    case WaveOutcome::soaking:
      return stop(WaveAnswer::waiting, "WAVE.SOAKING",
                  number(count.acs.soaking + count.legacy.soaking, "host") + " of wave " + wave().name +
                      " must run well a while longer",
                  count.soaked);
    case WaveOutcome::inconclusive:
      if (const std::size_t lost = count.acs.inconclusive + count.legacy.inconclusive; lost > 0) {
        return stop(WaveAnswer::inconclusive, "WAVE.INCONCLUSIVE",
                    "nobody knows how " + number(lost, "attempt") + " of wave " + wave().name +
                        " ended: record the results, or resume without them" + way_on);
      }
      return stop(WaveAnswer::inconclusive, "WAVE.SAMPLE_TOO_SMALL",
                  "wave " + wave().name + " has fewer than " + number(wave().min_sample, "host") +
                      " that finished, and no more are eligible" + way_on);
    case WaveOutcome::nobody:
      return stop(WaveAnswer::nobody, "WAVE.NOBODY_ELIGIBLE", "no host of wave " + wave().name + " is eligible" + way_on);
    case WaveOutcome::running:
    case WaveOutcome::success:
      break;
    }
    if (last) {
      return stop(WaveAnswer::finished, "ROLLOUT.FINISHED", "every wave has finished");
    }
    return stop(WaveAnswer::approval, "WAVE.APPROVAL", "wave " + m_state.rollout.waves[next].name + " waits for approval");
  }

  Advice running() {
    const auto opening = next_opening(m_state.rollout, m_now);
    if (!opening || opening->from > m_now) {
      return stop(WaveAnswer::waiting, "WINDOW.CLOSED", "no change window is open",
                  opening ? std::optional(opening->from) : std::nullopt);
    }
    m_advice.start_before = opening->until;
    pick();
    if (!m_advice.hosts.empty()) {
      m_advice.answer = WaveAnswer::go;
      return std::move(m_advice);
    }
    const std::size_t open = counts().acs.open + counts().legacy.open;
    if (open > 0) {
      std::optional<Timestamp> until;
      for (const Attempt &attempt : m_state.attempts) {
        if (attempt.progress == Progress::open) {
          until = std::min(until.value_or(attempt.until), attempt.until);
        }
      }
      return stop(WaveAnswer::waiting, "WAVE.IN_FLIGHT", number(open, "host") + " of wave " + wave().name + " is being installed",
                  until);
    }
    // Nothing is on its way any more, so that these do not go away by themselves.
    const bool lost = std::ranges::any_of(m_advice.obstacles, [](const Obstacle &obstacle) {
      return obstacle.code == "BUDGET.UNKNOWN" || obstacle.code == "IN_FLIGHT.LABEL";
    });
    m_advice.answer = lost ? WaveAnswer::inconclusive : WaveAnswer::waiting;
    return std::move(m_advice);
  }

  /// How many more of a kind may be out at once: should all of them fail, one failure too many is the most there can be.
  [[nodiscard]] std::size_t room(bool acs) const {
    const auto left = [](std::size_t limit, const WaveCount &count) {
      const std::size_t used = count.failed + count.inconclusive + count.open;
      return limit + 1 > used ? limit + 1 - used : 0;
    };
    const WaveCount &own = acs ? counts().acs : counts().legacy;
    std::size_t room = left(own.limit, own);
    if (m_state.rollout.max_failures) {
      WaveCount whole;
      for (const WaveCounts &wave : m_counts) {
        const WaveCount &count = acs ? wave.acs : wave.legacy;
        whole.failed += count.failed;
        whole.inconclusive += count.inconclusive;
        whole.open += count.open;
      }
      room = std::min(room, left(*m_state.rollout.max_failures, whole));
    }
    return room;
  }

  void pick() {
    std::vector<std::size_t> candidates;
    bool first_ones_left = false;
    for (std::size_t index = 0; index < m_state.hosts.size(); ++index) {
      const LedgerHost &host = m_state.hosts[index];
      if (host.wave < 0 || static_cast<std::size_t>(host.wave) > m_open) {
        continue;
      }
      const bool goes_first = is_first(host);
      if (host.progress == Progress::open && goes_first) {
        first_ones_left = true;
      }
      if (!is_eligible(m_state, host, m_now)) {
        continue;
      }
      first_ones_left = first_ones_left || goes_first;
      candidates.push_back(index);
    }
    std::ranges::sort(candidates, {}, [&](std::size_t index) {
      const LedgerHost &host = m_state.hosts[index];
      return std::tuple(!is_first(host), host.place, std::string_view(host.key));
    });
    std::size_t rooms[2] = {room(false), room(true)};
    count_in_flight();
    for (const std::size_t index : candidates) {
      if (m_advice.hosts.size() == m_wanted) {
        break;
      }
      consider(index, first_ones_left, rooms[m_state.hosts[index].ready.acs ? 1 : 0]);
    }
    for (auto &[code, obstacle] : m_blocked) {
      m_advice.obstacles.push_back(std::move(obstacle));
    }
  }

  void consider(std::size_t index, bool first_ones_left, std::size_t &room) {
    const LedgerHost &host = m_state.hosts[index];
    if (first_ones_left && !is_first(host)) {
      const std::optional<HostMatch> &first = m_state.rollout.first;
      block("HOSTS.FIRST", "hosts that go first (" + (first ? first->text() : "") + ") have not finished");
      return;
    }
    if (const Blackout *blackout = blackout_of(m_state.rollout, host.identity(), m_now)) {
      block("BLACKOUT", "blackout: " + blackout->reason, blackout->until);
      return;
    }
    if (room == 0) {
      const WaveCount &count = host.ready.acs ? counts().acs : counts().legacy;
      const std::string kind = host.ready.acs ? "ACS" : "legacy";
      if (count.open == 0) {
        block("BUDGET.UNKNOWN",
              kind + " installs whose result nobody knows could be more failures than are borne: record the results, or "
                     "resume without them");
      } else {
        block("BUDGET.CLAIMED", "more " + kind + " installs at once could be more failures than are borne");
      }
      return;
    }
    const auto values = limited_labels(host);
    for (const auto &[limit, value] : values) {
      if (m_in_flight[{limit, value}] >= m_state.rollout.max_in_flight[limit].hosts) {
        block("IN_FLIGHT.LABEL", "as many hosts as " + m_state.rollout.max_in_flight[limit].label +
                                     " allows are being installed, or nobody knows how it went");
        return;
      }
    }
    for (const auto &pair : values) {
      ++m_in_flight[pair];
    }
    --room;
    m_advice.hosts.push_back(index);
  }

  void block(const std::string &code, std::string text, std::optional<Timestamp> until = std::nullopt) {
    Obstacle &obstacle = m_blocked[code];
    if (obstacle.hosts++ == 0) {
      obstacle.code = code;
      obstacle.text = std::move(text);
      obstacle.until = until;
    } else if (until && obstacle.until) {
      obstacle.until = std::min(*obstacle.until, *until);
    }
  }

  [[nodiscard]] bool is_first(const LedgerHost &host) const {
    return m_state.rollout.first && m_state.rollout.first->matches(host.identity());
  }

  [[nodiscard]] std::vector<std::pair<std::size_t, std::string>> limited_labels(const LedgerHost &host) const {
    std::vector<std::pair<std::size_t, std::string>> values;
    for (std::size_t limit = 0; limit < m_state.rollout.max_in_flight.size(); ++limit) {
      for (const auto &[label, value] : host.labels) {
        if (label == m_state.rollout.max_in_flight[limit].label) {
          values.emplace_back(limit, value);
        }
      }
    }
    return values;
  }

  void count_in_flight() {
    for (const LedgerHost &host : m_state.hosts) {
      // What nobody knows may still be going on.
      const bool unknown = host.progress == Progress::inconclusive && host.attempt && !m_state.attempts[*host.attempt].forgiven;
      if (host.progress == Progress::open || unknown) {
        for (const auto &pair : limited_labels(host)) {
          ++m_in_flight[pair];
        }
      }
    }
  }

  const LedgerState &m_state;
  Timestamp m_now;
  std::size_t m_wanted;
  std::vector<WaveCounts> m_counts;
  std::size_t m_open; ///< the last wave opened
  std::map<std::string, Obstacle> m_blocked;
  std::map<std::pair<std::size_t, std::string>, std::size_t> m_in_flight; ///< by limit and value of its label
  Advice m_advice;
};

} // namespace

std::string_view name_of(WaveAnswer answer) {
  return std::ranges::find(k_answers, answer, &std::pair<WaveAnswer, std::string_view>::first)->second;
}

Advice advance(const LedgerState &state, Timestamp now, std::size_t wanted) { return Advisor(state, now, wanted).advise(); }

} // namespace acsgate
