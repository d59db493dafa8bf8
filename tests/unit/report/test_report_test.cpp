#include "report/test_report.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using Catch::Matchers::Contains;

namespace {

TestReport sample_report() {
  return {.points = {{.file = "a.yaml", .name = "one", .where = "a.yaml:3:5", .mismatches = {}},
                     {.file = "a.yaml",
                      .name = "two # <TODO> \\ \u202E",
                      .where = "a.yaml:4:5",
                      .mismatches = {{"decision", "acs", "it's \"legacy\""}, {"says", "a\nb", "no"}}},
                     {.file = "b.yaml", .name = "three", .where = "b.yaml:1:1", .mismatches = {}}},
          .coverage = {{.policy = "p 1 (sha256:0123)",
                        .counts = {{"platform rows", 1, 2}, {"products", 3, 3}},
                        .untouched = {"platform windows-8"}}}};
}

} // namespace

TEST_CASE("TAP version 14", "[report][tap]") {
  CHECK(render_tap(sample_report()) == R"(TAP version 14
1..3
ok 1 - a.yaml: one
not ok 2 - a.yaml: two \# <TODO> \\ \\u{202E}
  ---
  at: 'a.yaml:4:5'
  differs:
    - what: 'decision'
      expected: 'acs'
      found: 'it''s "legacy"'
    - what: 'says'
      expected: 'a\u{000A}b'
      found: 'no'
  ...
ok 3 - b.yaml: three
# 2 passed, 1 failed
# coverage of p 1 (sha256:0123): platform rows 1/2, products 3/3
# no case touches platform windows-8
)");
}

TEST_CASE("what no case touches is listed up to a limit", "[report][tap]") {
  TestReport report = sample_report();
  report.coverage.front().untouched.assign(25, "product a");
  CHECK_THAT(render_tap(report), Catch::EndsWith("# no case touches product a\n# and 5 more\n"));
}

TEST_CASE("a suite for each case file", "[report][junit]") {
  CHECK(render_junit(sample_report()) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="acsgate policy test" tests="3" failures="1" errors="0" skipped="0" time="0">
  <testsuite name="a.yaml" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="a.yaml" name="one" time="0"/>
    <testcase classname="a.yaml" name="two # &lt;TODO&gt; \ \u{202E}" time="0">
      <failure message="decision: expected acs, found it&apos;s &quot;legacy&quot;; says: expected a\u{000A}b, found no" type="decision">a.yaml:4:5</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="b.yaml" name="three" time="0"/>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("a run passes if every test does", "[report]") {
  TestReport report = sample_report();
  CHECK_FALSE(report.passed());
  report.points.erase(report.points.begin() + 1);
  CHECK(report.passed());
}
