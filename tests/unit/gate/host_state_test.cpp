#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

RequirementVerdict root(const Facts &facts) { return requirement(decide(facts), "acs-root"); }

Facts without_root(AutoUpdate auto_update) {
  Facts facts = ready_host();
  facts.roots.present->clear();
  facts.roots.auto_update = auto_update;
  return facts;
}

} // namespace

TEST_CASE("the root certificate by SHA-1 or SHA-256") {
  Facts facts = ready_host();
  CHECK(root(facts).status == Status::pass);
  const auto &requirements = shipped_policy().requirements;
  facts.roots.present = std::vector{std::ranges::find(requirements, "acs-root", &Requirement::id)->sha256};
  CHECK(root(facts).status == Status::pass);
  facts.roots.present->front().bytes[31] ^= 1U;
  CHECK(root(facts).status == Status::fail);
}

TEST_CASE("an absent root fails, with a reason that tells who could fetch it") {
  CHECK(root(without_root(AutoUpdate::enabled)).codes.has(Code::cert_root_absent_auto_update));
  CHECK(root(without_root(AutoUpdate::disabled)).codes.has(Code::cert_root_absent));
  CHECK(root(without_root(AutoUpdate::unknown)).codes.has(Code::cert_root_absent));
  for (const AutoUpdate auto_update : {AutoUpdate::enabled, AutoUpdate::disabled, AutoUpdate::unknown}) {
    CHECK(decide(without_root(auto_update)).decision == Decision::legacy);
  }
}

TEST_CASE("a policy may wait for automatic root update, but not on hosts that do not use it") {
  const TemporaryFolder folder;
  const auto loaded =
      load_policy(folder.write("p.yaml", "extends: builtin\nrequirements: {acs-root: {absent_with_auto_update: unknown}}\n"));
  REQUIRE(loaded);
  const auto decision = [&](AutoUpdate auto_update) {
    return evaluate(loaded->policy, *loaded->policy.find_product("agent"), without_root(auto_update), {}, {}, noon()).decision;
  };
  CHECK(decision(AutoUpdate::enabled) == Decision::unknown);
  CHECK(decision(AutoUpdate::unknown) == Decision::unknown);
  CHECK(decision(AutoUpdate::disabled) == Decision::legacy);
}

TEST_CASE("a disallowed root fails, and a list that was not read leaves it open") {
  Facts facts = ready_host();
  facts.roots.disallowed->push_back(acs_root());
  CHECK(root(facts).codes.has(Code::cert_root_disallowed));
  CHECK(decide(facts).decision == Decision::legacy);
  facts.roots.disallowed.reset();
  CHECK(root(facts).status == Status::unknown);
  facts = ready_host();
  facts.roots.present.reset();
  CHECK(root(facts).status == Status::unknown);
  facts.roots.status = GroupStatus::denied;
  CHECK(root(facts).codes.has(Code::cert_store_unreadable));
}

TEST_CASE("only the policy's restart signals count, and unread ones are unknown") {
  Facts facts = ready_host();
  facts.reboot.pending = std::vector<FactText>{"file-rename"};
  CHECK(decide(facts).decision == Decision::acs);
  facts.reboot.pending->push_back("windows-update");
  CHECK(decide(facts).decision == Decision::hold);
  facts.reboot.pending.reset();
  CHECK(decide(facts).decision == Decision::unknown);
  facts = ready_host();
  facts.reboot.status = GroupStatus::denied;
  CHECK(requirement(decide(facts), "settled").codes.has(Code::reboot_unreadable));
}

TEST_CASE("the age of the facts, to the second") {
  const Duration limit = shipped_policy().facts_max_age;
  const auto decision = [&](std::optional<Timestamp> collected) {
    Facts facts = ready_host();
    facts.collected_at = collected;
    return decide(facts);
  };
  CHECK(decision(noon() - limit).decision == Decision::acs);
  CHECK(decision(noon() - limit - Duration(1)).codes.has(Code::facts_stale));
  CHECK(decision(std::nullopt).codes.has(Code::facts_stale));
  CHECK(decision(std::nullopt).decision == Decision::unknown);
  CHECK(decision(noon() + k_clock_tolerance).decision == Decision::acs);
  CHECK(decision(noon() + k_clock_tolerance + Duration(1)).codes.has(Code::facts_from_future));
  CHECK(decision(noon() + k_clock_tolerance + Duration(1)).decision == Decision::unknown);
}

TEST_CASE("a clock before the policy's day can't tell an age") {
  const Policy &policy = shipped_policy();
  const auto verdict = [&](Timestamp now, Timestamp collected, const Facts &base) {
    Facts facts = base;
    facts.collected_at = collected;
    return evaluate(policy, *policy.find_product("agent"), facts, {}, {}, now);
  };
  const Timestamp before = Timestamp(policy.issued) - Duration(1);
  CHECK(verdict(before, before - Duration(60), ready_host()).decision == Decision::unknown);
  CHECK(verdict(before, before - Duration(60), ready_host()).codes.has(Code::clock_implausible));
  // Update and root are judged all the same, and facts of this very moment have no age.
  CHECK(verdict(before, before - Duration(60), host(17763, 2209)).decision == Decision::legacy);
  CHECK(verdict(before, before, ready_host()).decision == Decision::acs);
  CHECK_FALSE(verdict(Timestamp(policy.issued), Timestamp(policy.issued), ready_host()).codes.has(Code::clock_implausible));
}
