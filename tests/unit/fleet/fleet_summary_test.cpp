#include "fleet/fleet_summary.hpp"

#include "../gate/host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

const Product &agent() { return *shipped_policy().find_product("agent"); }

FleetSummary summary_of(const std::vector<Facts> &hosts) {
  FleetSummary summary(shipped_policy(), agent(), {"site"});
  for (const Facts &facts : hosts) {
    summary.add(facts, decide(facts));
  }
  return summary;
}

Facts named(Facts facts, FactText name) {
  facts.host.name = name;
  return facts;
}

} // namespace

TEST_CASE("a summary counts decisions by platform and label") {
  Facts tokyo = ready_host();
  tokyo.host.labels = {{"site", "tokyo"}};
  const FleetSummary summary = summary_of({tokyo, tokyo, host(17763, 2114), host(14393, 1)});
  CHECK(summary.decisions().of(Decision::acs) == 2);
  CHECK(summary.decisions().of(Decision::legacy) == 2);
  const auto platforms = summary.platforms();
  REQUIRE(platforms.size() == 2);
  CHECK(platforms[0].counts.total() == 3);
  CHECK_THAT(platforms[0].name, Catch::Contains("1809"));
  const auto sites = summary.labels().front().values();
  REQUIRE(sites.size() == 2);
  CHECK(sites[0].counts.total() == 2);
}

TEST_CASE("labels are counted in bounded room, and what found none is said") {
  LabelCounts counts("site");
  HostFacts facts;
  for (std::size_t number = 0; number < LabelCounts::k_max_values + 5; ++number) {
    const std::string value = std::to_string(number);
    facts.labels = {{"site", value}};
    counts.add(facts, Decision::acs);
  }
  CHECK(counts.values().size() == LabelCounts::k_max_values);
  CHECK(counts.others().total() == 5);
}

TEST_CASE("blockers with one remedy are counted together, and ESU is counted apart") {
  Facts esu = host(7601, 1, std::vector<Kb>{1000});
  esu.esu.status = GroupStatus::ok;
  esu.esu.licensed = false;
  Facts licensed = esu;
  licensed.esu.licensed = true;
  Facts unread = esu;
  unread.esu.status = GroupStatus::denied;
  const FleetSummary summary = summary_of({host(17763, 2114), host(17763, 2000), esu, licensed, unread});
  const auto ranking = summary.blockers().ranking(Language::en);
  REQUIRE(ranking.size() == 2);
  CHECK(ranking[0].hosts == 3);
  CHECK(ranking[0].esu_missing == 1);
  CHECK(ranking[0].esu_unread == 1);
  CHECK(ranking[1].hosts == 2);
  CHECK(ranking[1].remedy.kb == std::vector<Kb>{5005625});
  CHECK(ranking[1].esu_missing + ranking[1].esu_unread == 0);
}

TEST_CASE("facts that are too old are a blocker of their own") {
  Facts old = ready_host();
  old.collected_at = noon() - std::chrono::days(60);
  Facts undated = ready_host();
  undated.collected_at.reset();
  const FleetSummary summary = summary_of({old, undated, ready_host()});
  CHECK(summary.stale() == 1);
  CHECK(summary.undated() == 1);
  const auto ranking = summary.blockers().ranking(Language::en);
  REQUIRE(ranking.size() == 1);
  CHECK(ranking[0].code == "FACTS.STALE");
  CHECK(ranking[0].hosts == 2);
}

TEST_CASE("the oldest facts and ACS builds on hosts that are not ready are named") {
  std::vector<Facts> hosts;
  const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g"};
  for (std::size_t index = 0; index < names.size(); ++index) {
    Facts facts = named(ready_host(), names[index]);
    facts.collected_at = noon() - std::chrono::hours(index);
    hosts.push_back(facts);
  }
  Facts unready = named(host(17763, 1), "damaged");
  unready.modules.items->push_back({.module = "agent", .version = "20.0.0-5995", .line = {}});
  unready.modules.items->push_back({.module = "relay", .version = "20.0.0-6690", .line = {}});
  hosts.push_back(unready);
  const FleetSummary summary = summary_of(hosts);
  REQUIRE(summary.oldest().size() == FleetSummary::k_max_oldest);
  CHECK(summary.oldest().front().host == "g");
  CHECK(summary.oldest().back().host == "c");
  REQUIRE(summary.unready().size() == 1);
  CHECK(summary.unready_hosts() == 1);
  CHECK(summary.unready().front().host == "damaged");
  CHECK(summary.unready().front().version == "20.0.0-6690");
}
