#include "report/render.hpp"

#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using acsgate::test::sample;
using Catch::Matchers::Contains;

TEST_CASE("a test case for each requirement and build", "[report][junit]") {
  CHECK(render_junit(sample()) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="acsgate" tests="4" failures="2" errors="0" skipped="0" hostname="WEB01" timestamp="2026-11-22T12:30:00" time="0">
  <testcase classname="windows-10-1809" name="acs-update" time="0">
    <failure message="Windows build 17763.2114 is below the needed 17763.2210" type="OS.UBR_BELOW_FLOOR">Install KB5005625 or any later cumulative update</failure>
  </testcase>
  <testcase classname="windows-10-1809" name="acs-root" time="0"/>
  <testcase classname="windows-10-1809" name="agent 20.0.0-6690" time="0">
    <failure message="20.0.0-6690 is an ACS build" type="BUILD.ACS_HELD_BACK"></failure>
  </testcase>
  <testcase classname="windows-10-1809" name="agent 20.0.0-4959" time="0"/>
</testsuite>
)");
}

TEST_CASE("statuses and outcomes as test results", "[report][junit]") {
  Explanation explanation = sample();
  explanation.platform_id.clear();
  explanation.requirements.front().status = Status::unknown;
  explanation.requirements.back().status = GENERATE(Status::waived, Status::not_applicable);
  explanation.asked.front().outcome = Outcome::unknown;
  explanation.asked.back().outcome = Outcome::held;
  explanation.asked.back().build.clear();
  const std::string xml = render_junit(explanation);
  CHECK_THAT(xml, Contains(R"( tests="4" failures="1" errors="2" skipped="1")"));
  CHECK_THAT(xml, Contains(R"(name="acs-update" time="0">
    <error message="Windows build 17763.2114 is below the needed 17763.2210" type="OS.UBR_BELOW_FLOOR">Install)"));
  CHECK_THAT(xml, Contains(R"(name="acs-root" time="0">
    <skipped message="The root certificate is there"/>
  </testcase>)"));
  CHECK_THAT(xml, Contains(R"(name="agent 20.0.0-6690" time="0">
    <error message="20.0.0-6690 is an ACS build" type="BUILD.ACS_HELD_BACK"></error>)"));
  CHECK_THAT(xml, Contains(R"(<testcase classname="unknown-platform" name="agent" time="0">
    <failure message="" type="unknown"></failure>)"));
}

TEST_CASE("reasons that belong to no test case are not lost", "[report][junit]") {
  Explanation explanation = sample();
  explanation.reasons.insert(explanation.reasons.begin(), {Code::module_acs_on_unready_host, "<damaged>"});
  CHECK_THAT(render_junit(explanation), Contains(R"(
  <system-out>
MODULE.ACS_ON_UNREADY_HOST: &lt;damaged&gt;
  </system-out>
</testsuite>)"));
}

TEST_CASE("XML stays well-formed whatever facts say", "[report][junit]") {
  Explanation explanation = sample();
  explanation.host = test::hostile_name() + std::string(1, '\0') + "\xEF\xBF\xBF\xEF\xBF\xBE\xFF";
  explanation.requirements.front().remedy->text = "]]><x>更新";
  explanation.requirements.front().reasons.push_back({Code::reboot_pending, "a\tb"});
  const std::string xml = render_junit(explanation);
  CHECK_THAT(xml, Contains(R"(hostname="&lt;W&amp;&quot;&apos;|\u{000A}\u{001B}[31m\u{202E}&gt;\u{0000})"
                           "\xEF\xBF\xBD\xEF\xBF\xBD\\x{FF}\" timestamp="));
  CHECK_THAT(xml, Contains(">]]&gt;&lt;x&gt;更新</failure>"));
  CHECK_THAT(xml, Contains(R"(17763.2210; a\u{0009}b" type=)"));
}
