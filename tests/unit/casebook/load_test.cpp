#include "casebook_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace acsgate;
using namespace acsgate::test;
using Catch::Matchers::Contains;

TEST_CASE("short keys say the facts that cases are about", "[casebook]") {
  const Case tested = first_case(R"(
  - name: everything
    host: WEB01
    type: server
    build: 17763
    ubr: 2210
    hotfixes: [KB5005112, KB5005625]
    packages: [Package_for_RollupFix 17763.2210.1.9 install-pending, {name: a, version: b, state: installed}]
    auto_update: disabled
    installed: relay 20.0.0-6690
)");
  const Facts &facts = tested.facts->get();
  CHECK(facts.host.name == "WEB01");
  CHECK(facts.os.ok());
  CHECK(facts.os.family == OsFamily::windows);
  CHECK(facts.os.type == OsType::server);
  CHECK(facts.os.build == 17763U);
  CHECK(facts.os.ubr == 2210U);
  CHECK(facts.updates.hotfixes == std::vector<Kb>{5005112, 5005625});
  REQUIRE(facts.updates.packages->size() == 2);
  CHECK(facts.updates.packages->front().name == "Package_for_RollupFix");
  CHECK(facts.updates.packages->front().version == "17763.2210.1.9");
  CHECK(facts.updates.packages->front().state == PackageState::install_pending);
  CHECK(facts.roots.auto_update == AutoUpdate::disabled);
  CHECK(facts.modules.items->front().module == "relay");
  CHECK(facts.modules.items->front().version == "20.0.0-6690");
  CHECK(facts.reboot.pending->empty());
}

TEST_CASE("what a case does not say stays unknown", "[casebook]") {
  const Casebook book =
      casebook("schema: acsgate.cases/v1\ncases: [{name: a, expect: unknown, now: \"2026-11-22T12:00:00Z\"}]\n");
  const Facts &facts = book.cases.front().facts->get();
  CHECK(facts.os.status == GroupStatus::missing);
  CHECK_FALSE(facts.os.build);
  CHECK_FALSE(facts.updates.hotfixes);
  CHECK_FALSE(facts.collected_at);
}

TEST_CASE("a row lies over its table, and that over the defaults", "[casebook]") {
  const Casebook book = casebook(k_cases_head + R"(
cases:
  - name: table
    build: 17763
    facts: {os: {type: server, edition: a}, updates: {status: denied}}
    expect: legacy
    columns: [ubr, expect, facts]
    rows:
      - 2209
      - [2210, acs]
      - [2211, hold, {os: {edition: b}}]
      - {name: mine, without: [os.type, reboot], module: notifier}
)");
  REQUIRE(book.cases.size() == 4);
  CHECK(book.cases[0].name == "table: ubr 2209");
  CHECK(book.cases[0].expected.decision == Decision::legacy);
  CHECK(book.cases[0].facts->get().updates.status == GroupStatus::denied);
  CHECK(book.cases[1].expected.decision == Decision::acs);
  CHECK(book.cases[1].facts->get().os.ubr == 2210U);
  CHECK(book.cases[2].facts->get().os.edition == "b");
  CHECK(book.cases[2].facts->get().os.type == OsType::server);
  CHECK(book.cases[3].name == "table: mine");
  CHECK_FALSE(book.cases[3].facts->get().os.ubr);
  CHECK(book.cases[3].facts->get().os.type == OsType::unknown);
  CHECK(book.cases[3].facts->get().reboot.status == GroupStatus::missing);
  CHECK(book.cases[3].module.text == "notifier");
  CHECK(book.cases[0].module.text == "agent");
  CHECK(book.document.where(book.cases[2].mark) == "cases.yaml:20:9");
}

TEST_CASE("questions", "[casebook]") {
  const Case one = first_case("  - {name: a, ask: 20.0.0-6690, released: 2023-03-29}\n");
  REQUIRE(one.asks.size() == 1);
  CHECK(to_string(*one.asks[0].build) == "20.0.0-6690");
  CHECK(one.asks[0].released == parse_date("2023-03-29"));
  const Case expected = first_case("  - {name: a, ask: {20.0.0-1: [refused, acs-build, BUILD.HELD], 20.0.0-2: held}}\n");
  REQUIRE(expected.expected.asks.size() == 2);
  CHECK(expected.expected.asks[0].outcome == Outcome::refused);
  CHECK(expected.expected.asks[0].acs == Tri::yes);
  CHECK(expected.expected.asks[0].codes->has(Code::build_held));
  CHECK(expected.expected.asks[1].outcome == Outcome::held);
  CHECK_FALSE(expected.expected.asks[1].acs);
  const Case by_date = first_case("  - {name: a, module: feature-package, released: 2023-03-29, waive: settled}\n");
  REQUIRE(by_date.asks.size() == 1);
  CHECK_FALSE(by_date.asks[0].build);
  CHECK(by_date.waived.front().text == "settled");
}

TEST_CASE("the policy under test", "[casebook]") {
  const auto policy_of = [](const std::string &line, std::string_view name) {
    return load_casebook_text(k_cases_head + line + "cases: [{name: a}]\n", name)->policy;
  };
  CHECK(policy_of("", "tests/a.yaml").empty());
  CHECK(policy_of("policy: builtin\n", "tests/a.yaml").empty());
  CHECK(policy_of("policy: ../p.yaml\n", "policies/tests/a.yaml") == "policies/p.yaml");
  CHECK(policy_of("policy: p.yaml\n", "a.yaml") == "p.yaml");
}

TEST_CASE("a facts file is what a case starts from", "[casebook]") {
  const TemporaryFolder folder;
  folder.write("hosts/a.json", R"({"schema":"acsgate.facts/v1","os":{"family":"windows","build":17763,"ubr":1}})");
  const std::string path =
      folder.write("cases.yaml", k_cases_head + "cases: [{name: a, file: hosts/a.json, ubr: 2210, expect: unknown}]\n");
  const auto book = load_casebook(path);
  REQUIRE(book);
  const Facts &facts = book->cases.front().facts->get();
  CHECK(facts.os.build == 17763U);
  CHECK(facts.os.ubr == 2210U);
  CHECK_FALSE(facts.collected_at); // of the defaults nothing is left
}

TEST_CASE("a facts file must lie in the folder of the case file", "[casebook]") {
  const TemporaryFolder folder;
  folder.write("a.json", R"({"schema":"acsgate.facts/v1"})");
  const auto book = load_casebook(folder.write("tests/cases.yaml", k_cases_head + "cases: [{name: a, file: ../a.json}]\n"));
  REQUIRE_FALSE(book);
  CHECK_THAT(to_string(book.error().front()), Contains("does not lie in the folder of this case file"));
}

TEST_CASE("a file that is not there is the input's fault, a broken one the author's", "[casebook]") {
  CHECK(load_casebook("/no/such/cases.yaml").error().front().kind == ErrorKind::input);
  CHECK(load_casebook_text("a: [", "cases.yaml").error().front().kind == ErrorKind::policy);
}

TEST_CASE("names are checked against the policy", "[casebook]") {
  const Casebook book = casebook(k_cases_head + R"(
cases:
  - {name: a, module: agnet, platform: windows-9, waive: setled, requirements: {acs-rot: pass}}
  - {name: b, module: relay, platform: none, waive: settled, requirements: {acs-root: pass}}
  - {name: c, released: 2023-01-01}
)");
  const Errors errors = check_names(book, shipped_policy());
  REQUIRE(errors.size() == 5);
  CHECK_THAT(to_string(errors[0]), Contains("cases.yaml:12:23") && Contains("did you mean \"agent\""));
  CHECK_THAT(to_string(errors[1]), Contains("did you mean \"windows-8\""));
  CHECK_THAT(to_string(errors[2]), Contains("did you mean \"settled\""));
  CHECK_THAT(to_string(errors[3]), Contains("did you mean \"acs-root\""));
  CHECK_THAT(to_string(errors[4]), Contains("cases.yaml:14:5") && Contains("needs \"ask\""));
}

TEST_CASE("every key of the facts may stand under facts, and no other", "[casebook]") {
  CHECK_NOTHROW(
      first_case("  - {name: a, facts: {source: x, esu: {licensed: true}, services: {items: {ds_agent: {state: running}}}}}\n"));
  CHECK_THAT(first_error(k_cases_head + "cases: [{name: a, facts: {os: {ubrr: 1}}}]\n"), Contains("did you mean \"ubr\""));
  CHECK_THAT(first_error(k_cases_head + "cases: [{name: a, facts: {root: {}}}]\n"), Contains("did you mean \"roots\""));
}

TEST_CASE("a mistake beside a long table is not told for every row", "[casebook]") {
  std::string rows;
  for (int row = 0; row < 9000; ++row) {
    rows += std::to_string(row) + ", ";
  }
  const auto book = load_casebook_text(
      k_cases_head + "cases: [{name: a, without: os.ubr, columns: build, rows: [" + rows + "]}]\n", "cases.yaml");
  REQUIRE_FALSE(book);
  CHECK(book.error().size() == 101);
  CHECK_THAT(to_string(book.error().back()), Contains("and 901 more"));
}
