#include "report/render.hpp"

#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using acsgate::test::sample;

TEST_CASE("state, host, decision and the first reason", "[report][nagios]") {
  CHECK(render_nagios(sample()) == "ACSGATE WARNING - WEB01: legacy - Windows build 17763.2114 is below the needed 17763.2210");
}

TEST_CASE("state of each decision", "[report][nagios]") {
  const auto [decision, line] = GENERATE(table<Decision, std::string>({
      {Decision::acs, "ACSGATE OK - WEB01: acs"},
      {Decision::legacy, "ACSGATE WARNING - WEB01: legacy"},
      {Decision::hold, "ACSGATE CRITICAL - WEB01: hold"},
      {Decision::unknown, "ACSGATE UNKNOWN - WEB01: unknown"},
      {Decision::not_applicable, "ACSGATE OK - WEB01: not-applicable"},
  }));
  Explanation explanation = sample();
  explanation.decision = decision;
  explanation.reasons.clear();
  CHECK(render_nagios(explanation) == line);
}

TEST_CASE("facts can't add lines or performance data", "[report][nagios]") {
  Explanation explanation = sample();
  explanation.host = test::hostile_name();
  explanation.reasons.front().text = "a|b\nc";
  CHECK(render_nagios(explanation) == "ACSGATE WARNING - <W&\"'/\\u{000A}\\u{001B}[31m\\u{202E}>: legacy - a/b\\u{000A}c");
}

TEST_CASE("a host without a name, in Japanese, with an endless reason", "[report][nagios]") {
  Explanation explanation = sample();
  explanation.host.clear();
  explanation.reasons.front().text = "再起動待ちです";
  CHECK(render_nagios(explanation) == "ACSGATE WARNING - (unnamed host): legacy - 再起動待ちです");
  explanation.reasons.front().text = std::string(100000, 'x');
  CHECK(render_nagios(explanation).size() < 1200);
}
