#include "report/render.hpp"

#include "sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace acsgate;
using acsgate::test::sample;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("text report of a legacy host", "[report][text]") {
  Explanation explanation = sample();
  explanation.reasons.insert(explanation.reasons.begin(), {Code::clock_implausible, "The clock is early"});
  explanation.notes = {"A Relay is an Agent"};
  explanation.risks = {"Bugs stay"};
  explanation.statements = {"Support continues"};
  CHECK(render_text(explanation, Language::en) ==
        R"(WEB01: LEGACY - keep legacy builds; ACS-signed builds of Deep Security Agent would not run here
Install: agent 20.0.0-4959

Builds asked for:
  agent 20.0.0-6690 (ACS build): held back
    why: 20.0.0-6690 is an ACS build (BUILD.ACS_HELD_BACK)
  agent 20.0.0-4959 (legacy build): allowed

Reasons:
  - The clock is early (CLOCK.IMPLAUSIBLE)

Platform: Windows 10 1809 / Windows Server 2019

[FAIL] Windows update for ACS signatures
  found:     os.ubr: 2114
  needed:    >= 2210
  read from: registry
  why:       Windows build 17763.2114 is below the needed 17763.2210 (OS.UBR_BELOW_FLOOR)
  next step: Install KB5005625 or any later cumulative update

[pass] Root certificate for ACS signatures
  found:     roots.present: F400
  needed:    F400
  why:       The root certificate is there (CERT.ROOT_PRESENT)

Note: A Relay is an Agent

Risks of staying on legacy builds:
  - Bugs stay

From the vendor:
  - Support continues

policy: trendmicro-deep-security 2026.11.1 (sha256:0123456789ab); facts: 2026-11-22T10:00:00Z (2 h old); decided: 2026-11-22T12:30:00Z, acsgate 0.1.0
)");
}

TEST_CASE("text report in Japanese is not aligned by spaces", "[report][text]") {
  const std::string text = render_text(sample(), Language::ja);
  CHECK_THAT(text, StartsWith("WEB01: LEGACY - 従来のビルドを使用してください。"
                              "「Deep Security Agent」の ACS 対応ビルドはこのホストでは動作しません\n"));
  CHECK_THAT(text, Contains("\n  agent 20.0.0-6690 (ACS 対応ビルド): インストール不可\n"));
  CHECK_THAT(text, Contains("\n[不適合] Windows update for ACS signatures\n  見つかった値: os.ubr: 2114\n"
                            "  必要な値: >= 2210\n  取得元: registry\n"));
  CHECK_THAT(text, Contains("\n  対処: Install KB5005625"));
  CHECK_THAT(text, Contains("(2 時間前)"));
}

TEST_CASE("each decision has its first line", "[report][text]") {
  Explanation explanation = sample();
  const auto [decision, start] = GENERATE(table<Decision, std::string>({
      {Decision::acs, "WEB01: ACS - any build of Deep Security Agent may be installed\n"},
      {Decision::hold, "WEB01: HOLD - install no build of Deep Security Agent now; see the next steps\n"},
      {Decision::unknown,
       "WEB01: UNKNOWN - the facts do not suffice; install no ACS-signed build of Deep Security Agent until they do\n"},
      {Decision::not_applicable, "WEB01: NOT-APPLICABLE - not a Windows host, so ACS signing does not matter here\n"},
  }));
  explanation.decision = decision;
  CHECK_THAT(render_text(explanation, Language::en), StartsWith(start));
}

TEST_CASE("an ACS build on an unready host stands before everything else, once", "[report][text]") {
  Explanation explanation = sample();
  explanation.reasons.insert(explanation.reasons.begin(), {Code::module_acs_on_unready_host, "Already damaged"});
  const std::string text = render_text(explanation, Language::en);
  CHECK_THAT(text, Contains("would not run here\nATTENTION: Already damaged (MODULE.ACS_ON_UNREADY_HOST)\nInstall: "));
  CHECK(text.find("Already damaged") == text.rfind("Already damaged"));
  CHECK_THAT(text, !Contains("Reasons:"));
}

TEST_CASE("outcomes of the builds asked for", "[report][text]") {
  Explanation explanation = sample();
  AskExplanation &ask = explanation.asked.front();
  const Reason above{Code::module_at_or_above, "Newer one there"};
  SECTION("an installed build at or above leaves nothing to do") {
    ask.outcome = GENERATE(Outcome::allowed, Outcome::refused);
    ask.reasons = {above};
    CHECK_THAT(render_text(explanation, Language::en), Contains("20.0.0-6690 (ACS build): nothing to do\n"));
  }
  SECTION("but not where the build is held back for another reason") {
    ask.reasons.push_back(above);
    CHECK_THAT(render_text(explanation, Language::en), Contains("20.0.0-6690 (ACS build): held back\n"));
  }
  SECTION("held") {
    ask.outcome = Outcome::held;
    ask.reasons = {above};
    CHECK_THAT(render_text(explanation, Language::en), Contains("(ACS build): on hold\n"));
  }
  SECTION("unknown, by release date") {
    ask = {.module = "feature-package", .build = {}, .line = {}, .acs = Tri::unknown, .outcome = Outcome::unknown, .reasons = {}};
    CHECK_THAT(render_text(explanation, Language::en),
               Contains("  feature-package (ACS or legacy not known): held back, not known\n"));
  }
}

TEST_CASE("what was not read is said", "[report][text]") {
  Explanation explanation = sample();
  explanation.collected_at.reset();
  explanation.platform_id.clear();
  explanation.requirements.front().status = Status::unknown;
  explanation.requirements.front().evidence.front() = {.fact = "os.ubr", .value = {}, .needed = {}, .source = {}};
  explanation.requirements.back().evidence.front().value = std::string();
  const std::string text = render_text(explanation, Language::en);
  CHECK_THAT(text, Contains("[unknown] Windows update for ACS signatures\n  found:     os.ubr: (not read)\n  why:"));
  CHECK_THAT(text, Contains("found:     roots.present: (empty)\n"));
  CHECK_THAT(text, Contains("; facts: undated; "));
  CHECK_THAT(text, !Contains("Platform:"));
}

TEST_CASE("the age of the facts", "[report][text]") {
  using namespace std::chrono_literals;
  Explanation explanation = sample();
  const auto [age, words] = GENERATE(table<Duration, std::string>({
      {-1s, "(in the future)"},
      {0s, "(0 s old)"},
      {119s, "(119 s old)"},
      {120s, "(2 min old)"},
      {47h, "(47 h old)"},
      {72h, "(3 d old)"},
  }));
  explanation.collected_at = explanation.evaluated_at - age;
  CHECK_THAT(render_text(explanation, Language::en), Contains(words));
}

TEST_CASE("facts can't write to the terminal or add lines", "[report][text]") {
  Explanation explanation = sample();
  const std::string hostile = test::hostile_name();
  const auto lines = [](const std::string &text) { return std::count(text.begin(), text.end(), '\n'); };
  const auto expected = lines(render_text(explanation, Language::en));
  explanation.host = hostile;
  explanation.requirements.front().evidence.front() = {.fact = hostile, .value = hostile, .needed = hostile, .source = hostile};
  explanation.requirements.front().reasons.front().text = hostile;
  explanation.asked.front().reasons.front().text = hostile;
  const std::string text = render_text(explanation, Language::en);
  CHECK(lines(text) == expected);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
  CHECK_THAT(text, StartsWith("<W&\"'|\\u{000A}\\u{001B}[31m\\u{202E}>: LEGACY - "));
}

TEST_CASE("a long remedy is not cut, a host without a name has a word", "[report][text]") {
  Explanation explanation = sample();
  explanation.host.clear();
  explanation.requirements.front().remedy->text = std::string(2000, 'x') + "END";
  const std::string text = render_text(explanation, Language::en);
  CHECK_THAT(text, Contains("xEND\n"));
  CHECK_THAT(text, StartsWith("(unnamed host): LEGACY"));
}
