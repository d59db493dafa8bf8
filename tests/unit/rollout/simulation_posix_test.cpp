#include "rollouts.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace rollouts;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// One rollout from start to end, with everything that goes wrong in real ones, and a second set of books that knows nothing of
/// the engine and checks each step of it.
class Simulation {
public:
  explicit Simulation(unsigned seed) : m_chance(seed) {
    make_rollout();
    make_hosts();
    m_book = start(m_text, m_hosts, m_now, k_tokyo);
  }

  void run() {
    // People go on as long as it takes; whatever happens, it comes to an end.
    for (int step = 0; step < 6000 && !m_over; ++step) {
      tick(step);
    }
    CHECK(m_over);
    account();
  }

private:
  static constexpr const char *k_tokyo = "schema: acsgate.rollout/v1\nname: r\npolicy: builtin\nzone: Asia/Tokyo\n"
                                         "offer: [{module: agent, build: 20.0.0-6690}]\n";

  unsigned dice(unsigned sides) { return std::uniform_int_distribution<unsigned>(0, sides - 1)(m_chance); }
  bool one_in(unsigned sides) { return dice(sides) == 0; }

  void make_rollout() {
    m_wave_count = 1 + dice(4);
    m_text = "waves:\n";
    for (unsigned wave = 0; wave < m_wave_count; ++wave) {
      m_limits.push_back(dice(4));
      m_soaks.push_back(hours(dice(3) * 12));
      m_manual.push_back(one_in(3));
      m_text += "  - {name: w" + std::to_string(wave) + ", match: {labels: {w: \"" + std::to_string(wave) +
                "\"}}, max_failures: " + std::to_string(m_limits.back()) + (m_manual.back() ? ", approve: manual" : "") +
                (m_soaks.back() > hours(0) ? ", soak: " + to_string(m_soaks.back()) : "") +
                (one_in(3) ? ", min_sample: " + std::to_string(dice(4)) : "") + "}\n";
    }
    if ((m_has_budget = one_in(2))) {
      m_budget = dice(6);
      m_text += "budget: {max_failures: " + std::to_string(m_budget) + "}\n";
    }
    if ((m_has_windows = one_in(2))) {
      m_text += "change_windows: [{from: \"22:00\", to: \"04:00\"}]\n";
    }
    if ((m_has_clusters = one_in(2))) {
      m_text += "max_in_flight: [{label: cluster, hosts: 1}]\n";
    }
  }

  void make_hosts() {
    for (unsigned index = 0; index < 1 + dice(40); ++index) {
      LedgerHost made = host("H" + std::to_string(index), static_cast<int>(dice(m_wave_count)), !one_in(3));
      made.labels.emplace_back("w", std::to_string(made.wave));
      if (one_in(2)) {
        made.labels.emplace_back("cluster", std::to_string(dice(4)));
      }
      if (one_in(5)) {
        made.ready.readiness = Readiness::refused;
        made.ready.offer.reset();
      }
      m_hosts.push_back(std::move(made));
    }
  }

  void tick(int step) {
    m_now += minutes(20 + dice(200));
    Timestamp clock = m_now;
    if (one_in(15)) {
      clock -= hours(dice(60)); // this controller's clock is behind
    }
    if (one_in(10)) {
      m_book.restart(); // another process, or the other controller
    }
    report(clock);
    m_book.settle(clock);
    watch_openings();
    if (one_in(40)) {
      m_book.word("halted", std::max(clock, m_book.state.clock));
    }
    if (one_in(6)) {
      refresh(clock);
    }
    const Advice advice = advance(m_book.state, clock, 1 + dice(6));
    if (advice.answer == WaveAnswer::go) {
      check_claim(advice, clock);
      const auto attempts = m_book.claim(advice, clock, hours(2 + dice(4)));
      for (std::size_t index = 0; index < attempts.size(); ++index) {
        m_out.insert(attempts[index]);
        ++m_claims[m_book.state.hosts[advice.hosts[index]].key];
      }
      return;
    }
    CHECK_FALSE(advice.obstacles.empty());
    person(advice, step);
  }

  /// What comes back from the hosts: most of it well, some of it never.
  void report(Timestamp clock) {
    for (auto at = m_out.begin(); at != m_out.end();) {
      const unsigned luck = dice(100);
      if (luck < 40) {
        ++at; // still at work
        continue;
      }
      const Attempt &attempt = m_book.state.attempts[m_book.state.by_attempt.at(*at)];
      const std::string key = m_book.state.hosts[attempt.host].key;
      if (luck < 88) {
        m_book.result(*at, "success", clock);
        m_succeeded.insert(key);
      } else if (luck < 92) {
        m_book.result(*at, "failure", clock);
      } else if (luck < 95 && attempt.progress == Progress::open) {
        m_book.result(*at, "refused", clock);
        m_refusals[key] += 1;
      } else if (luck < 97) {
        m_book.result(*at, "unknown", clock);
      } // else nobody ever hears of it
      at = m_out.erase(at);
    }
  }

  void refresh(Timestamp clock) {
    const LedgerHost &known = m_book.state.hosts[dice(static_cast<unsigned>(m_book.state.hosts.size()))];
    LedgerHost newer = host(known.key, known.wave, known.ready.acs);
    newer.labels = known.labels;
    newer.ready.collected = clock;
    m_book.add({.kind = "hosts", .at = std::max(clock, m_book.state.clock), .data = {{"hosts", {host_record(newer)}}}});
  }

  void person(const Advice &advice, int step) {
    const Timestamp time = std::max(m_now, m_book.state.clock);
    const std::size_t next = m_book.state.open_wave ? *m_book.state.open_wave + 1 : 0;
    if (advice.answer == WaveAnswer::finished) {
      m_over = step > 30 || one_in(3);
    } else if (advice.answer == WaveAnswer::halted && one_in(4)) {
      m_book.word("resumed", time);
      forgive();
    } else if (advice.answer == WaveAnswer::inconclusive || advice.answer == WaveAnswer::nobody ||
               advice.answer == WaveAnswer::approval) {
      if (next < m_wave_count && advice.obstacles.front().code != "BUDGET.UNKNOWN" &&
          advice.obstacles.front().code != "IN_FLIGHT.LABEL") {
        m_book.word("approved", time, {{"wave", next}});
        m_approved.insert(next);
      } else if (next == m_wave_count &&
                 (advice.answer == WaveAnswer::nobody || advice.obstacles.front().code == "WAVE.SAMPLE_TOO_SMALL")) {
        m_over = true;
      } else {
        m_book.word("resumed", time);
        forgive();
      }
    }
  }

  void forgive() {
    for (const Attempt &attempt : m_book.state.attempts) {
      if (attempt.progress == Progress::failure || attempt.progress == Progress::inconclusive) {
        m_set_aside[attempt.id] = attempt.progress;
      }
    }
  }

  /// A wave opens in turn, by approval where one is needed, and never while a host of the one before soaks, or any is at work.
  void watch_openings() {
    while (m_seen_open < (m_book.state.open_wave ? *m_book.state.open_wave + 1 : 0)) {
      const std::size_t wave = m_seen_open++;
      CHECK((!m_manual[wave] || m_approved.contains(wave)));
      for (const Attempt &attempt : m_book.state.attempts) {
        CHECK(attempt.wave < wave);
        CHECK(attempt.progress != Progress::open);
        if (attempt.progress == Progress::success && attempt.wave + 1 == wave) {
          CHECK(attempt.done + m_soaks[attempt.wave] <= m_book.state.clock);
        }
      }
    }
  }

  void check_claim(const Advice &advice, Timestamp clock) {
    CHECK_FALSE(m_book.state.halt);
    CHECK(clock >= m_book.state.clock);
    if (m_has_windows) { // in Tokyo, nine hours ahead and without changes of the clock
      const auto hour = std::chrono::duration_cast<hours>((clock + hours(9)).time_since_epoch()).count() % 24;
      CHECK((hour >= 22 || hour < 4));
      CHECK(advice.start_before > clock);
    }
    std::map<std::string, int> clusters;
    const auto note = [&](const LedgerHost &host) {
      for (const auto &[label, value] : host.labels) {
        clusters[value] += label == "cluster" ? 1 : 0;
      }
    };
    for (const Attempt &attempt : m_book.state.attempts) {
      if (attempt.progress == Progress::open) {
        note(m_book.state.hosts[attempt.host]);
      }
    }
    std::set<std::size_t> once;
    for (const std::size_t index : advice.hosts) {
      const LedgerHost &host = m_book.state.hosts[index];
      CHECK(once.insert(index).second);
      CHECK_FALSE(m_succeeded.contains(host.key));
      CHECK(m_claims[host.key] == m_refusals[host.key]); // tried only after refusals
      CHECK(static_cast<std::size_t>(host.wave) <= *m_book.state.open_wave);
      note(host);
    }
    for (const auto &[value, count] : clusters) {
      CHECK((!m_has_clusters || count <= 1));
    }
    for (const bool acs : {true, false}) {
      check_budget(advice, acs);
    }
  }

  /// Should everything that is out fail, one failure too many is the most there can be.
  void check_budget(const Advice &advice, bool acs) {
    std::size_t wave = 0;
    std::size_t whole = 0;
    for (const Attempt &attempt : m_book.state.attempts) {
      const auto aside = m_set_aside.find(attempt.id);
      const bool counts = attempt.progress == Progress::open ||
                          ((attempt.progress == Progress::failure || attempt.progress == Progress::inconclusive) &&
                           (aside == m_set_aside.end() || aside->second != attempt.progress));
      if (attempt.acs == acs && counts) {
        ++whole;
        wave += attempt.wave == *m_book.state.open_wave ? 1 : 0;
      }
    }
    const auto more = static_cast<std::size_t>(
        std::ranges::count_if(advice.hosts, [&](std::size_t index) { return m_book.state.hosts[index].ready.acs == acs; }));
    if (more > 0) {
      CHECK(wave + more <= m_limits[*m_book.state.open_wave] + 1);
      CHECK((!m_has_budget || whole + more <= m_budget + 1));
    }
  }

  /// Every host is where its story says, in the ledger as it is and as another process reads it.
  void account() {
    std::map<Progress, std::size_t> before;
    for (const LedgerHost &host : m_book.state.hosts) {
      ++before[host.progress];
      CHECK((host.progress == Progress::idle) == (m_claims[host.key] == m_refusals[host.key]));
      CHECK((host.progress != Progress::success || m_succeeded.contains(host.key)));
      CHECK((!m_succeeded.contains(host.key) || host.progress == Progress::success));
    }
    m_book.restart();
    std::map<Progress, std::size_t> after;
    for (const LedgerHost &host : m_book.state.hosts) {
      ++after[host.progress];
    }
    CHECK(before == after);
    CHECK(m_book.state.hosts.size() == m_hosts.size());
  }

  std::mt19937 m_chance;
  Timestamp m_now = at("2026-11-23T00:00:00Z");
  std::string m_text;
  unsigned m_wave_count = 1;
  std::vector<std::size_t> m_limits;
  std::vector<hours> m_soaks;
  std::vector<bool> m_manual;
  bool m_has_budget = false;
  bool m_has_windows = false;
  bool m_has_clusters = false;
  std::size_t m_budget = 0;
  std::vector<LedgerHost> m_hosts;
  Book m_book;
  std::set<std::string> m_out; ///< attempts that may still report
  std::map<std::string, int> m_claims;
  std::map<std::string, int> m_refusals;
  std::set<std::string> m_succeeded;
  std::map<std::string, Progress> m_set_aside;
  std::set<std::size_t> m_approved;
  std::size_t m_seen_open = 0;
  bool m_over = false;
};

} // namespace

TEST_CASE("600 rollouts with failures, refusals, silence, wrong clocks, restarts and people") {
  for (unsigned seed = 0; seed < 600; ++seed) {
    INFO("seed " << seed);
    Simulation(seed).run();
  }
}
