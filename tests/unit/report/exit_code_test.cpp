#include "report/exit_code.hpp"

#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("names of the exit profiles", "[report][exit_code]") {
  CHECK(parse_exit_profile("default") == ExitProfile::standard);
  CHECK(parse_exit_profile("zero") == ExitProfile::zero);
  CHECK(parse_exit_profile("nagios") == ExitProfile::nagios);
  CHECK(parse_exit_profile("remediation") == ExitProfile::remediation);
  CHECK(parse_exit_profile("distinct") == ExitProfile::distinct);
  CHECK_FALSE(parse_exit_profile("standard"));
  CHECK_FALSE(parse_exit_profile("Zero"));
  CHECK_FALSE(parse_exit_profile(""));
}

TEST_CASE("with nothing asked the decision is the exit code", "[report][exit_code]") {
  const auto [decision, standard, nagios, remediation] = GENERATE(table<Decision, int, int, int>({
      {Decision::acs, 0, 0, 0},
      {Decision::not_applicable, 0, 0, 0},
      {Decision::legacy, 10, 1, 1},
      {Decision::hold, 11, 2, 1},
      {Decision::unknown, 12, 3, 1},
  }));
  Explanation explanation = test::sample();
  explanation.decision = decision;
  explanation.highest_outcome.reset();
  CHECK(exit_code(explanation, ExitProfile::standard) == standard);
  CHECK(exit_code(explanation, ExitProfile::nagios) == nagios);
  CHECK(exit_code(explanation, ExitProfile::remediation) == remediation);
  CHECK(exit_code(explanation, ExitProfile::zero) == 0);
}

TEST_CASE("distinct: every decision has a number of its own, and none is 0", "[report][exit_code]") {
  const auto [decision, code] = GENERATE(table<Decision, int>({{Decision::acs, 100},
                                                               {Decision::legacy, 101},
                                                               {Decision::hold, 102},
                                                               {Decision::unknown, 103},
                                                               {Decision::not_applicable, 104}}));
  CHECK(exit_code(decision, ExitProfile::distinct) == code);
  Explanation explanation = test::sample();
  explanation.decision = decision;
  explanation.highest_outcome = Outcome::allowed;
  CHECK(exit_code(explanation, ExitProfile::distinct) == code);
}

TEST_CASE("with builds asked for the highest one's outcome is the standard exit code", "[report][exit_code]") {
  const auto [outcome, code] =
      GENERATE(table<Outcome, int>({{Outcome::allowed, 0}, {Outcome::refused, 10}, {Outcome::held, 11}, {Outcome::unknown, 12}}));
  Explanation explanation = test::sample();
  explanation.decision = GENERATE(Decision::acs, Decision::legacy, Decision::unknown);
  explanation.highest_outcome = outcome;
  CHECK(exit_code(explanation, ExitProfile::standard) == code);
}

TEST_CASE("the other profiles look at the host alone", "[report][exit_code]") {
  Explanation explanation = test::sample();
  explanation.decision = Decision::legacy;
  explanation.highest_outcome = Outcome::allowed;
  CHECK(exit_code(explanation, ExitProfile::nagios) == 1);
  CHECK(exit_code(explanation, ExitProfile::remediation) == 1);
  CHECK(exit_code(explanation, ExitProfile::zero) == 0);
}

TEST_CASE("errors", "[report][exit_code]") {
  const auto [kind, code] = GENERATE(
      table<ErrorKind, int>({{ErrorKind::policy, 20}, {ErrorKind::usage, 21}, {ErrorKind::input, 22}, {ErrorKind::timeout, 23}}));
  CHECK(exit_code(kind, ExitProfile::standard) == code);
  CHECK(exit_code(kind, ExitProfile::zero) == code);
  CHECK(exit_code(kind, ExitProfile::distinct) == code);
  CHECK(exit_code(kind, ExitProfile::nagios) == 3);
  CHECK(exit_code(kind, ExitProfile::remediation) == 2);
}
