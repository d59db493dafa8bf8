#include "rollout/result_line.hpp"
#include "rollouts.hpp"

using namespace rollouts;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Timestamp k_start = at("2026-11-23T13:00:00Z");

std::string code(const Advice &advice) { return advice.obstacles.empty() ? "" : advice.obstacles.front().code; }

std::vector<LedgerHost> hosts(int count, int wave, const std::string &prefix = "H") {
  std::vector<LedgerHost> hosts;
  for (int index = 0; index < count; ++index) {
    hosts.push_back(host(prefix + std::to_string(index), wave));
  }
  return hosts;
}

/// Leases whom it can and lets all of them end with `result`.
std::size_t round(Book &book, Timestamp now, const std::string &result) {
  book.settle(now);
  const Advice advice = advance(book.state, now, 1000);
  if (advice.answer != WaveAnswer::go) {
    return 0;
  }
  for (const std::string &attempt : book.claim(advice, now, hours(1))) {
    book.result(attempt, result, now);
  }
  book.settle(now);
  return advice.hosts.size();
}

} // namespace

TEST_CASE("a wave soaks, the next one opens, the rollout finishes") {
  auto all = hosts(2, 0, "A");
  for (const LedgerHost &more : hosts(3, 1, "B")) {
    all.push_back(more);
  }
  Book book = start(
      "waves: [{name: a, match: {name: \"A*\"}, max_failures: 9, soak: 24h}, {name: b, up_to_percent: 100, max_failures: 9}]\n",
      all, k_start);
  CHECK(round(book, k_start, "success") == 2);
  Advice advice = advance(book.state, k_start, 9);
  CHECK(advice.answer == WaveAnswer::waiting);
  CHECK(code(advice) == "WAVE.SOAKING");
  CHECK(advice.obstacles.front().until == k_start + hours(24));
  CHECK(round(book, k_start + hours(24) - std::chrono::seconds(1), "success") == 0);
  CHECK(round(book, k_start + hours(24), "success") == 3);
  CHECK(advance(book.state, k_start + hours(24), 9).answer == WaveAnswer::finished);
  book.restart();
  CHECK(advance(book.state, k_start + hours(24), 9).answer == WaveAnswer::finished);
}

TEST_CASE("a failure too many halts, and only a person resumes") {
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failures: 1}]\n", hosts(6, 0), k_start);
  CHECK(round(book, k_start, "failure") == 2); // never more out than one beyond the limit
  const Advice advice = advance(book.state, k_start, 9);
  CHECK(advice.answer == WaveAnswer::halted);
  CHECK(code(advice) == "HALT.FAILURES");
  CHECK(advance(book.state, k_start + hours(9999), 9).answer == WaveAnswer::halted);
  book.word("resumed", k_start + hours(1));
  CHECK(round(book, k_start + hours(1), "success") == 2);
  // A failure after the resume counts anew; the old ones do not.
  CHECK(round(book, k_start + hours(1), "success") == 2);
  CHECK(advance(book.state, k_start + hours(1), 9).answer == WaveAnswer::finished);
}

TEST_CASE("ACS and legacy builds have budgets of their own") {
  std::vector<LedgerHost> all{host("A", 0), host("B", 0), host("C", 0, false), host("D", 0, false)};
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failures: 0}]\n", all, k_start);
  const Advice advice = advance(book.state, k_start, 9);
  REQUIRE(advice.hosts.size() == 2);
  CHECK(book.state.hosts[advice.hosts[0]].ready.acs != book.state.hosts[advice.hosts[1]].ready.acs);
}

TEST_CASE("the budget of the whole rollout counts every wave and every open lease") {
  Book book =
      start("waves: [{name: a, up_to_percent: 100, max_failures: 50}]\nbudget: {max_failures: 2}\n", hosts(9, 0), k_start);
  Advice advice = advance(book.state, k_start, 9);
  CHECK(advice.hosts.size() == 3);
  const auto attempts = book.claim(advice, k_start, hours(1));
  CHECK(code(advance(book.state, k_start, 9)) == "BUDGET.CLAIMED");
  book.result(attempts[0], "failure", k_start);
  CHECK(advance(book.state, k_start, 9).answer == WaveAnswer::waiting);
  book.result(attempts[1], "success", k_start);
  CHECK(advance(book.state, k_start, 9).hosts.size() == 1);
}

TEST_CASE("relative limits are rounded down") {
  // 2 % of 100 hosts: two failures are borne.
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failure_percent: 2}]\n", hosts(100, 0), k_start);
  CHECK(advance(book.state, k_start, 99).hosts.size() == 3);
  // 98 % of 49 hosts: one failure would be more than 2 %.
  Book other = start("waves: [{name: a, up_to_percent: 100, min_success_percent: 98}]\n", hosts(49, 0), k_start);
  CHECK(advance(other.state, k_start, 99).hosts.size() == 1);
  // No limit at all bears no failure.
  Book none = start("waves: [{name: a, up_to_percent: 100}]\n", hosts(49, 0), k_start);
  CHECK(round(none, k_start, "failure") == 1);
  CHECK(advance(none.state, k_start, 9).answer == WaveAnswer::halted);
}

TEST_CASE("a lease that runs out is inconclusive and pauses; a late result or a person goes on") {
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failures: 0}]\n", hosts(2, 0), k_start);
  const auto attempts = book.claim(advance(book.state, k_start, 9), k_start, hours(1));
  REQUIRE(attempts.size() == 1);
  CHECK(advance(book.state, k_start, 9).obstacles.back().until == k_start + hours(1));
  book.settle(k_start + hours(1));
  CHECK(advance(book.state, k_start + hours(1), 9).answer == WaveAnswer::inconclusive);
  SECTION("a late result") {
    book.result(attempts[0], "success", k_start + hours(2));
    CHECK(advance(book.state, k_start + hours(2), 9).answer == WaveAnswer::go);
  }
  SECTION("a late failure") {
    book.result(attempts[0], "failure", k_start + hours(2));
    book.settle(k_start + hours(2));
    CHECK(advance(book.state, k_start + hours(2), 9).answer == WaveAnswer::halted);
  }
  SECTION("a person, and the host is not tried again") {
    book.word("resumed", k_start + hours(2));
    const Advice advice = advance(book.state, k_start + hours(2), 9);
    REQUIRE(advice.hosts.size() == 1);
    CHECK(advice.hosts[0] != book.state.attempts[0].host);
  }
  SECTION("a person who wants it tried again") {
    book.word("resumed", k_start + hours(2), {{"retry", true}});
    CHECK(advance(book.state, k_start + hours(2), 9).hosts.size() == 1);
    book.restart();
    CHECK(book.state.hosts[book.state.attempts[0].host].progress == Progress::idle);
  }
}

TEST_CASE("too small a sample, and a wave with nobody, stop until a person says otherwise") {
  Book small = start("waves: [{name: a, match: {name: \"A*\"}, min_sample: 3}, {name: b, up_to_percent: 100}]\n",
                     {host("A", 0), host("B", 1)}, k_start);
  CHECK(round(small, k_start, "success") == 1);
  CHECK(code(advance(small.state, k_start, 9)) == "WAVE.SAMPLE_TOO_SMALL");
  CHECK(advance(small.state, k_start, 9).answer == WaveAnswer::inconclusive);
  Book empty = start("waves: [{name: a, match: {name: \"A*\"}}, {name: b, up_to_percent: 100}]\n", {host("B", 1)}, k_start);
  CHECK(advance(empty.state, k_start, 9).answer == WaveAnswer::nobody);
  for (Book *book : {&small, &empty}) {
    book->word("approved", k_start, {{"wave", 1}});
    CHECK(round(*book, k_start, "success") == 1);
    CHECK(advance(book->state, k_start, 9).answer == WaveAnswer::finished);
  }
}

TEST_CASE("a manual wave waits for a name") {
  Book book = start("waves: [{name: a, up_to_percent: 100, approve: manual}]\n", hosts(1, 0), k_start);
  CHECK(advance(book.state, k_start, 9).answer == WaveAnswer::approval);
  book.word("approved", k_start, {{"wave", 0}});
  book.settle(k_start);
  CHECK(advance(book.state, k_start, 9).answer == WaveAnswer::go);
}

TEST_CASE("a refusal counts as neither, and newer facts bring the host back in the wave that is open then") {
  Book book = start("waves: [{name: a, match: {name: \"A*\"}}, {name: b, up_to_percent: 100}]\n",
                    {host("A0", 0), host("A1", 0), host("B", 1)}, k_start);
  const auto attempts = book.claim(advance(book.state, k_start, 1), k_start, hours(1));
  const std::size_t refused = book.state.attempts[0].host;
  book.result(attempts[0], "refused", k_start + minutes(1));
  book.settle(k_start + minutes(1));
  CHECK(round(book, k_start + minutes(1), "success") == 1); // the other A
  CHECK(*book.state.open_wave == 1);
  LedgerHost again = host(book.state.hosts[refused].key, 0);
  again.ready.collected = k_start; // facts from before it refused
  book.add({.kind = "hosts", .at = k_start + minutes(2), .data = {{"hosts", {host_record(again)}}}});
  CHECK(book.state.hosts[refused].ready.readiness == Readiness::refused);
  again.ready.collected = k_start + minutes(2);
  book.add({.kind = "hosts", .at = k_start + minutes(3), .data = {{"hosts", {host_record(again)}}}});
  std::size_t gone = round(book, k_start + minutes(3), "success");
  gone += round(book, k_start + minutes(3), "success");
  CHECK(gone == 2);
  CHECK(book.state.attempts.back().wave == 1);
}

TEST_CASE("holds, blackouts of some hosts, those that go first, and limits by label") {
  auto all = hosts(4, 0);
  all[0].labels = {{"role", "relay"}};
  all[1].labels = {{"cluster", "x"}};
  all[2].labels = {{"cluster", "x"}};
  all.push_back(host("DB1", 0));
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failures: 99}]\nfirst: {labels: {role: relay}}\n"
                    "max_in_flight: [{label: cluster, hosts: 1}]\n"
                    "holds: [{match: {name: \"DB*\"}, reason: x, owner: y, until: 2026-11-23}]\n"
                    "blackouts: [{match: {name: H3}, from: 2026-11-23, until: 2026-11-24, reason: z}]\n",
                    all, k_start);
  Advice advice = advance(book.state, k_start, 9);
  REQUIRE(advice.hosts == std::vector<std::size_t>{0});
  const auto relay = book.claim(advice, k_start, hours(1));
  CHECK(advance(book.state, k_start, 9).answer == WaveAnswer::waiting); // the relay is on its way
  book.result(relay[0], "success", k_start);
  advice = advance(book.state, k_start, 9);
  CHECK(advice.hosts.size() == 1); // one of the cluster; H3 and DB1 wait
  CHECK(round(book, k_start, "success") == 1);
  CHECK(round(book, k_start, "success") == 1);
  CHECK(code(advance(book.state, k_start, 9)) == "BLACKOUT");
  CHECK(round(book, at("2026-11-24T00:00:00Z"), "success") == 1); // the hold has ended, the blackout has a day left
  CHECK(round(book, at("2026-11-25T00:00:00Z"), "success") == 1);
}

TEST_CASE("nothing goes by a clock that is behind, and results are kept all the same") {
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failures: 9, soak: 1h}]\n", hosts(3, 0), k_start);
  const auto attempts = book.claim(advance(book.state, k_start, 1), k_start, hours(1));
  CHECK(code(advance(book.state, k_start - hours(1), 9)) == "CLOCK.BEHIND");
  book.result(attempts[0], "success", k_start - hours(1));
  CHECK(book.state.attempts[0].done == k_start); // it soaks from then on, not from an hour ago
  book.word("resumed", k_start - hours(1));
  CHECK(advance(book.state, k_start - hours(1), 9).answer == WaveAnswer::go);
}

TEST_CASE("facts that grow old make nobody go") {
  auto old = host("A", 0);
  old.ready.good_until = k_start + hours(1);
  Book book = start("waves: [{name: a, up_to_percent: 100}]\n", {old}, k_start);
  CHECK(advance(book.state, k_start, 9).answer == WaveAnswer::go);
  CHECK(advance(book.state, k_start + hours(1), 9).answer == WaveAnswer::nobody);
}

TEST_CASE("results from every side, once each") {
  Book book = start("waves: [{name: a, up_to_percent: 100, max_failures: 99}]\n", hosts(5, 0), k_start);
  const auto attempts = book.claim(advance(book.state, k_start, 9), k_start, hours(1));
  const auto record = [&](const std::string &text) {
    const auto line = parse_result_line(text);
    if (!line) {
      return line.error().what;
    }
    auto step = record_result(book.state, *line, k_start);
    if (!step) {
      return step.error().what;
    }
    if (step->event) {
      book.add(*step->event);
    }
    return std::string(step->outcome == RecordOutcome::recorded   ? "recorded"
                       : step->outcome == RecordOutcome::repeated ? "repeated"
                                                                  : "passed over");
  };
  const std::string name = book.state.hosts[book.state.attempts[0].host].name;
  CHECK(record(R"({"source":"configmgr","MachineName":")" + name + R"(","AppStatusType":2})") == "passed over");
  CHECK(record(R"({"source":"configmgr","MachineName":")" + name + R"(","AppStatusType":"1"})") == "recorded");
  CHECK(book.state.attempts[0].installed);
  CHECK(book.state.attempts[0].progress == Progress::open);
  const std::string postcheck = R"({"schema":"acsgate.postcheck/v1","host":")" + name + R"(","status":"pass"})";
  CHECK(record(postcheck) == "recorded");
  CHECK(record(postcheck) == "repeated");
  CHECK(record(R"({"source":"configmgr","MachineName":")" + name + R"(","AppStatusType":1})") == "repeated");
  CHECK(record(R"({"source":"deep-security-manager","host":")" + name + R"(","alert":"Agent offline"})") == "recorded");
  CHECK(book.state.attempts[0].progress == Progress::failure);
  CHECK(record(postcheck) == "passed over"); // an old export does not undo the failure
  CHECK(record(R"({"attempt":")" + attempts[0] + R"(","result":"success"})").find("contradicts") != std::string::npos);
  CHECK(record(R"({"attempt":")" + attempts[1] + R"(","result":"refused"})") == "recorded");
  CHECK(record(R"({"attempt":"t-9-9","result":"success"})") == "attempt \"t-9-9\" was never made");
  CHECK(record(R"({"attempt":"x","result":"sucess"})").find("did you mean \"success\"") != std::string::npos);
  CHECK(record(R"({"result":"success"})") == "names neither an attempt nor a host");
  CHECK(record(R"({"host":"nobody","result":"success"})") == "passed over");
  CHECK(record("[]") == "is no JSON object");
}

TEST_CASE("an amended rollout keeps the waves that were opened and plans the rest anew") {
  Book book = start("waves: [{name: a, match: {name: \"A*\"}, max_failures: 0}, {name: b, up_to_percent: 100}]\n",
                    {host("A", 0), host("B", 1)}, k_start);
  const auto changed = load_rollout_text(
      std::string(k_head) + "waves: [{name: a, match: {name: \"A*\"}, max_failures: 5}, {name: c, match: {name: \"C*\"}}, "
                            "{name: b, up_to_percent: 100}]\n",
      "r.yaml");
  book.word("amended", k_start, {{"rollout", changed->canonical}, {"policy_digest", "p"}});
  CHECK(book.state.hosts[1].wave == 2);
  CHECK(book.state.rollout.waves[0].max_failures == 5U);
  LedgerState state = book.state;
  CHECK_FALSE(
      apply(state,
            {.kind = "amended",
             .at = k_start,
             .data = {{"by", "x"},
                      {"reason", "y"},
                      {"policy_digest", "p"},
                      {"rollout",
                       load_rollout_text(std::string(k_head) + "waves: [{name: z, up_to_percent: 100}]\n", "r")->canonical}}},
            9));
}
