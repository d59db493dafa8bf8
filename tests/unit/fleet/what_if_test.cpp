#include "fleet/what_if.hpp"

#include "../gate/host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

MendTable table_of(const Facts &facts) {
  return mend_table(shipped_policy(), *shipped_policy().find_product("agent"), facts, {}, noon());
}

Facts without_root(Facts facts) {
  facts.roots.present->clear();
  return facts;
}

Facts with_restart_pending(Facts facts) {
  facts.reboot.pending->emplace_back("cbs");
  return facts;
}

} // namespace

TEST_CASE("each remedy mends what it is for, and nothing else") {
  const MendTable update = table_of(host(17763, 2114));
  CHECK(helps(update, Remedies::update));
  CHECK_FALSE(helps(update, Remedies::root | Remedies::restart));
  CHECK_FALSE(helps(update, Remedies::none));
  const MendTable root = table_of(without_root(ready_host()));
  CHECK(helps(root, Remedies::root));
  CHECK_FALSE(helps(root, Remedies::update | Remedies::restart));
  const MendTable two = table_of(with_restart_pending(without_root(ready_host())));
  CHECK_FALSE(helps(two, Remedies::root));
  CHECK(helps(two, Remedies::root | Remedies::restart));
}

TEST_CASE("an update that waits for a restart needs the restart, or the update again") {
  Facts facts = host(17763, 2114);
  facts.updates.packages = {{"Package_for_RollupFix", "17763.2300.1.9", PackageState::install_pending}};
  CHECK(helps(table_of(facts), Remedies::restart));
  facts.updates.packages = {{"Package_for_RollupFix", "17763.2209.1.9", PackageState::install_pending}};
  CHECK_FALSE(helps(table_of(facts), Remedies::restart));
}

TEST_CASE("what is unknown stays unknown") {
  Facts no_store = ready_host();
  no_store.roots.status = GroupStatus::denied;
  CHECK_FALSE(helps(table_of(no_store), Remedies::all));
  Facts no_signals = ready_host();
  no_signals.reboot.pending.reset();
  CHECK_FALSE(helps(table_of(no_signals), Remedies::all));
  CHECK_FALSE(helps(table_of(host(17763, std::nullopt)), Remedies::all));
  CHECK_FALSE(helps(table_of(host(6002, 1)), Remedies::all)); // for which there is no update
}

TEST_CASE("what-if ranks remedies and finds the shortest way") {
  WhatIf what_if(shipped_policy());
  const auto add = [&](const Facts &facts, int hosts) {
    for (int count = 0; count < hosts; ++count) {
      what_if.add(decide(facts).platform, table_of(facts));
    }
  };
  add(host(17763, 2114), 5);
  add(host(14393, 1), 3);
  add(without_root(ready_host()), 4);
  add(with_restart_pending(without_root(ready_host())), 2);
  add(host(6002, 1), 1);
  CHECK(what_if.blocked() == 15);
  CHECK(what_if.beyond() == 1);
  CHECK(what_if.unblocked({{Remedies::update, {}}}) == 8);
  CHECK(what_if.unblocked({{Remedies::update, {5005625}}}) == 5);
  CHECK(what_if.unblocked({{Remedies::update, {5005625}}, {Remedies::root, {}}}) == 9);
  const auto ranking = what_if.ranking(Remedies::all, {});
  REQUIRE_FALSE(ranking.empty());
  CHECK(ranking.front().hosts == 14);
  CHECK(ranking.front().steps.size() == 3);
  const auto way = what_if.way(Remedies::all, {});
  REQUIRE(way.size() == 4);
  CHECK(way[0].gain == 5);
  CHECK(way[1].gain == 4);
  CHECK(way[2].gain == 3);
  CHECK(way[3].total == 14);
  const auto one = what_if.ranking(Remedies::update, {5005625});
  REQUIRE(one.size() == 1);
  CHECK(one.front().hosts == 5);
}

TEST_CASE("steps that help nobody alone are taken together") {
  WhatIf what_if(shipped_policy());
  const Facts facts = with_restart_pending(without_root(host(17763, 2114)));
  what_if.add(decide(facts).platform, table_of(facts));
  const auto way = what_if.way(Remedies::all, {});
  REQUIRE(way.size() == 1);
  CHECK(way.front().steps.size() == 3);
  CHECK(way.front().total == 1);
}
