#include "fleet/policy_diff.hpp"

#include "../gate/host_builder.hpp"
#include "gate/name.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

LoadedPolicy overlay(const std::string &lines) {
  return load_policy_text("extends: builtin\nname: t\n" + lines, "t.yaml").value();
}

/// Compares the shipped policy with an overlay of it.
struct Comparison {
  LoadedPolicy now;
  std::vector<Ask> asks;
  PolicyDiff diff;

  Comparison(const std::string &lines, std::vector<Ask> asked, std::size_t max_hosts)
      : now(overlay(lines)), asks(std::move(asked)),
        diff({shipped_policy(), *shipped_policy().find_product("agent"), asks},
             {now.policy, *now.policy.find_product("agent"), asks}, noon(), max_hosts) {}

  void add(Facts facts, const char *name = "HOST01") {
    facts.host.name = name;
    diff.add(facts);
  }

  [[nodiscard]] std::vector<std::string> hosts() const {
    std::vector<std::string> names;
    diff.for_each([&](const HostChange &change) { names.push_back(change.host); });
    return names;
  }

  [[nodiscard]] HostChange only() const {
    std::vector<HostChange> changes;
    diff.for_each([&](const HostChange &change) { changes.push_back(change); });
    REQUIRE(changes.size() == 1);
    return changes.front();
  }
};

const std::string k_lower_floor = "platforms: {rows: [{id: windows-10-1809, min_ubr: 2100}]}\n";
const std::string k_higher_floor = "platforms: {rows: [{id: windows-10-1809, min_ubr: 2300, proof_kb: [KB5007206]}]}\n";

} // namespace

TEST_CASE("hosts that a lower floor lets through, with both reasons") {
  Comparison compared(k_lower_floor, {}, 10);
  compared.add(host(17763, 2100));
  compared.add(host(17763, 2099));
  compared.add(host(17763, 2210));
  CHECK(compared.diff.hosts() == 3);
  CHECK(compared.diff.changed() == 1);
  const HostChange change = compared.only();
  CHECK(change.transition.danger == Transition::Danger::acs);
  CHECK(change.transition.old.decision == Decision::legacy);
  CHECK(change.transition.now.decision == Decision::acs);
  CHECK(change.old_platform == "windows-10-1809");
  REQUIRE(change.reasons.size() == 1);
  CHECK(change.reasons[0].subject == "acs-update");
  CHECK(change.reasons[0].old.status == "fail");
  CHECK(change.reasons[0].old.effect == "legacy");
  CHECK(change.reasons[0].old.reasons.at(0).code == Code::os_ubr_below_floor);
  CHECK(change.reasons[0].old.evidence.at(0).needed == ">= 2210");
  CHECK(change.reasons[0].now.status == "pass");
  CHECK(change.reasons[0].now.reasons.at(0).code == Code::os_ubr_at_floor);
  CHECK(change.reasons[0].now.evidence.at(0).needed == ">= 2100");
}

TEST_CASE("the most dangerous hosts are kept, in the order in which they came") {
  Comparison compared(k_higher_floor + "requirements: {settled: {on_fail: legacy}}\n" +
                          "products: {agent: {requires: [acs-update, settled]}}\n",
                      {}, 3);
  Facts pending = ready_host();
  pending.reboot.pending = std::vector<FactText>{"cbs"};
  Facts no_root = ready_host();
  no_root.roots.present.emplace();
  compared.add(host(17763, 2250), "narrower1");
  compared.add(pending, "wider1");
  compared.add(host(17763, 2251), "narrower2");
  compared.add(host(17763, 2252), "narrower3");
  CHECK(compared.hosts() == std::vector<std::string>{"wider1", "narrower1", "narrower2"});
  compared.add(no_root, "acs1");
  CHECK(compared.hosts() == std::vector<std::string>{"acs1", "wider1", "narrower1"});
  compared.add(no_root, "acs2");
  compared.add(no_root, "acs3");
  compared.add(no_root, "acs4");
  compared.add(pending, "wider2");
  CHECK(compared.hosts() == std::vector<std::string>{"acs1", "acs2", "acs3"});
  CHECK(compared.diff.changed() == 9);
  CHECK(compared.diff.left_out() == 6);
  // The counts know all of them.
  std::vector<std::uint64_t> counts;
  for (const auto &[transition, hosts] : compared.diff.transitions()) {
    counts.push_back(hosts);
  }
  CHECK(counts == std::vector<std::uint64_t>{4, 2, 3});
}

TEST_CASE("no host is kept where none is asked for") {
  Comparison compared(k_lower_floor, {}, 0);
  compared.add(host(17763, 2100));
  CHECK(compared.hosts().empty());
  CHECK(compared.diff.changed() == 1);
  CHECK(compared.diff.left_out() == 1);
}

TEST_CASE("a requirement whose failure means something else explains a change of the decision") {
  Comparison compared("requirements: {settled: {on_fail: legacy}}\n", {}, 10);
  Facts pending = ready_host();
  pending.reboot.pending = std::vector<FactText>{"cbs"};
  compared.add(pending);
  const HostChange change = compared.only();
  CHECK(change.transition.danger == Transition::Danger::wider);
  REQUIRE(change.reasons.size() == 1);
  CHECK(change.reasons[0].old.effect == "hold");
  CHECK(change.reasons[0].now.effect == "legacy");
}

TEST_CASE("facts that become too old are a reason of the host") {
  Comparison compared("facts_max_age: 1h\n", {}, 10);
  Facts facts = ready_host();
  facts.collected_at = noon() - std::chrono::hours(2);
  compared.add(facts);
  const HostChange change = compared.only();
  CHECK(change.transition.danger == Transition::Danger::narrower);
  REQUIRE(change.reasons.size() == 1);
  CHECK(change.reasons[0].subject.empty());
  CHECK(change.reasons[0].old.reasons.empty());
  CHECK(change.reasons[0].now.reasons.at(0).code == Code::facts_stale);
}

TEST_CASE("on_unknown changes what unknown hosts may have, and only those") {
  Comparison compared("on_unknown: hold\n", {}, 10);
  compared.add(host(17763, std::nullopt), "unknown");
  compared.add(ready_host(), "ready");
  compared.add(host(17763, 1), "legacy");
  CHECK(compared.hosts() == std::vector<std::string>{"unknown"});
  const Transition transition = compared.only().transition;
  CHECK(transition.old.on_unknown == OnUnknown::legacy);
  CHECK(transition.now.on_unknown == OnUnknown::hold);
  CHECK(transition.danger == Transition::Danger::narrower);
}

TEST_CASE("a build that counts as legacy build now opens hosts whose decision stays") {
  Comparison compared("products: {agent: {lines: {\"20.0\": {first_acs: 20.0.0-7119}}}}\n",
                      {build("20.0.0-6690"), build("20.0.0-7119")}, 10);
  compared.add(host(17763, 1), "legacy");
  compared.add(ready_host(), "ready");
  CHECK(compared.diff.changed() == 1);
  const HostChange change = compared.only();
  CHECK(change.host == "legacy");
  CHECK(change.transition.danger == Transition::Danger::build);
  CHECK(change.transition.old == change.transition.now);
  REQUIRE(change.builds.size() == 1);
  CHECK(change.builds[0].subject == "20.0.0-6690");
  CHECK(change.builds[0].old.status == "refused");
  CHECK(change.builds[0].old.acs == Tri::yes);
  CHECK(change.builds[0].now.status == "allowed");
  CHECK(change.builds[0].now.acs == Tri::no);
  REQUIRE(compared.diff.builds().size() == 1);
  const auto &[transition, hosts] = *compared.diff.builds().begin();
  CHECK(transition.ask == 0);
  CHECK(transition.now == Outcome::allowed);
  CHECK(hosts == 1);
}

TEST_CASE("a host that another row judges now names both rows") {
  Comparison compared("platforms: {rows: [{id: lab, title: Lab, build: 19999, native: true, source: wesng}]}\n", {}, 10);
  compared.add(host(19999, 1));
  const HostChange change = compared.only();
  CHECK(change.old_platform.empty());
  CHECK(change.now_platform == "lab");
  CHECK(change.transition.old.decision == Decision::unknown);
  CHECK(change.transition.danger == Transition::Danger::acs);
}

TEST_CASE("a requirement that is dropped is named where it was not met, and not where it was") {
  Comparison compared("products: {agent: {requires: [acs-update, settled]}}\n", {}, 10);
  Facts facts = ready_host();
  facts.roots.present.emplace();
  compared.add(facts);
  const HostChange change = compared.only();
  REQUIRE(change.reasons.size() == 1);
  CHECK(change.reasons[0].subject == "acs-root");
  CHECK(change.reasons[0].now.status.empty());
  Comparison other(k_lower_floor + "products: {agent: {requires: [acs-update, acs-root]}}\n", {}, 10);
  other.add(host(17763, 2100));
  CHECK(other.only().reasons.size() == 1);
}
