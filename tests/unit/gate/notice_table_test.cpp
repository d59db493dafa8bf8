// The table of the vendor's notice, cell by cell.
#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

struct Cell {
  const char *line;
  const char *first_acs;
  const char *one_before;
};

constexpr Cell k_cells[] = {
    {"20.0", "20.0.0-6690", "20.0.0-6689"},
    {"12.0", "12.0.0-2932", "12.0.0-2931"},
    {"11.0", "11.0.0-2580", "11.0.0-2579"},
};

Outcome outcome(const Facts &facts, const Ask &ask, const char *module) { return decide(facts, {ask}, module).asked[0].outcome; }

} // namespace

TEST_CASE("agent, relay and notifier: first ACS build and the one before, at and below the floor") {
  const Facts at_floor = host(17763, 2210);
  const Facts below = host(17763, 2209);
  for (const char *module : {"agent", "relay", "notifier"}) {
    for (const Cell &cell : k_cells) {
      CAPTURE(module, cell.line);
      CHECK(outcome(at_floor, build(cell.first_acs), module) == Outcome::allowed);
      CHECK(outcome(at_floor, build(cell.one_before), module) == Outcome::allowed);
      CHECK(outcome(below, build(cell.first_acs), module) == Outcome::refused);
      CHECK(outcome(below, build(cell.one_before), module) == Outcome::allowed);
      CHECK(decide(below, {build(cell.first_acs)}, module).asked[0].acs == Tri::yes);
      CHECK(decide(below, {build(cell.one_before)}, module).asked[0].acs == Tri::no);
    }
  }
}

TEST_CASE("manager, DSVA, engines, patterns and rules are never held back") {
  Facts worst = host(9600, 1);
  worst.roots.present->clear();
  worst.reboot.pending->push_back("cbs");
  worst.collected_at.reset();
  for (const char *module : {"manager", "dsva", "scan-engine", "pattern", "rule"}) {
    CAPTURE(module);
    const Verdict verdict = decide(worst, {build("20.0.900")}, module);
    CHECK(verdict.decision == Decision::acs);
    CHECK(verdict.asked[0].outcome == Outcome::allowed);
    CHECK(verdict.requirement_count == 0);
    CHECK(verdict.codes.has(Code::product_never_held));
  }
  CHECK(decide(worst, {build("20.0.737")}, "manager").asked[0].acs == Tri::yes);
  CHECK(decide(worst, {build("20.0.736")}, "manager").asked[0].acs == Tri::no);
}

TEST_CASE("the scan engine's statement is due for review once its day has passed") {
  const Policy &policy = shipped_policy();
  const Product &engine = *policy.find_product("scan-engine");
  const Facts facts = ready_host();
  const auto due = [&](const char *now) {
    return evaluate(policy, engine, facts, {}, {}, *parse_timestamp(now)).codes.has(Code::product_review_due);
  };
  CHECK_FALSE(due("2027-05-31T23:59:59Z"));
  CHECK(due("2027-06-01T00:00:00Z"));
}

TEST_CASE("feature packages go by their release date") {
  const Facts below = host(17763, 2209);
  const auto outcome_of = [&](std::string_view released) {
    return decide(below, {{.build = {}, .released = parse_date(released)}}, "feature-package").asked[0].outcome;
  };
  CHECK(outcome_of("2023-01-31") == Outcome::allowed);
  CHECK(outcome_of("2023-02-01") == Outcome::unknown);
  CHECK(outcome_of("2023-02-14") == Outcome::unknown);
  CHECK(outcome_of("2023-02-15") == Outcome::refused);
  CHECK(decide(below, {build("1.0.0-1")}, "feature-package").asked[0].outcome == Outcome::unknown);
  CHECK(decide(host(17763, 2210), {build("1.0.0-1")}, "feature-package").asked[0].outcome == Outcome::allowed);
}

TEST_CASE("11.0 installers do not check for themselves") {
  CHECK(decide(host(17763, 2209), {build("11.0.0-2580")}).asked[0].codes.has(Code::product_no_self_check));
  CHECK_FALSE(decide(host(17763, 2209), {build("11.0.0-2579")}).asked[0].codes.has(Code::product_no_self_check));
  CHECK_FALSE(decide(host(17763, 2209), {build("12.0.0-2932")}).asked[0].codes.has(Code::product_no_self_check));
}
