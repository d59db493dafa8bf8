#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

Facts with_agent(Facts facts, FactText version, FactText module = "agent") {
  facts.modules.items = std::vector<ModuleFact>{{module, version, {}}};
  return facts;
}

const Ask k_acs = build("20.0.0-6690");
const Ask k_legacy = build("20.0.0-5995");

} // namespace

TEST_CASE("order of strength: hold, then fail, then unknown, then pass") {
  Facts facts = ready_host();
  CHECK(decide(facts).decision == Decision::acs);
  CHECK(decide(facts).acs_ready == Tri::yes);
  facts.roots.status = GroupStatus::error;
  CHECK(decide(facts).decision == Decision::unknown);
  CHECK(decide(facts).acs_ready == Tri::unknown);
  facts.os.ubr = 1;
  CHECK(decide(facts).decision == Decision::legacy);
  CHECK(decide(facts).acs_ready == Tri::no);
  facts.reboot.pending->push_back("cbs");
  CHECK(decide(facts).decision == Decision::hold);
}

TEST_CASE("hosts that are not Windows, and hosts that do not say") {
  Facts facts = ready_host();
  facts.os.family = OsFamily::other;
  CHECK(decide(facts, {k_acs}).decision == Decision::not_applicable);
  CHECK(decide(facts, {k_acs}).asked[0].outcome == Outcome::refused);
  CHECK(decide(facts, {}, "manager").decision == Decision::not_applicable);
  facts.os.family = OsFamily::unknown;
  CHECK(decide(facts).decision == Decision::unknown);
  facts = ready_host();
  facts.os.status = GroupStatus::missing;
  CHECK(decide(facts).decision == Decision::unknown);
}

TEST_CASE("the best build of the offer, by decision") {
  const std::vector<Ask> offer{k_legacy, k_acs};
  const auto best = [&](const Facts &facts) { return decide(facts, offer).best; };
  CHECK(best(ready_host()) == 1U);
  CHECK(best(host(17763, 2209)) == 0U);
  CHECK(decide(host(17763, 2209), offer).highest == 1U);
  Facts pending = ready_host();
  pending.reboot.pending->push_back("cbs");
  CHECK(best(pending) == std::nullopt);
  CHECK(decide(pending, offer).asked[0].outcome == Outcome::held);
  Facts unknown = ready_host();
  unknown.roots.status = GroupStatus::denied;
  CHECK(best(unknown) == 0U);
  CHECK(decide(unknown, offer).asked[1].outcome == Outcome::unknown);
}

TEST_CASE("a policy may hold unknown hosts back from legacy builds too") {
  const TemporaryFolder folder;
  const auto loaded = load_policy(folder.write("p.yaml", "extends: builtin\non_unknown: hold\n"));
  REQUIRE(loaded);
  Facts unknown = ready_host();
  unknown.roots.status = GroupStatus::denied;
  const Verdict verdict = decide(unknown, {k_legacy}, "agent", loaded->policy);
  CHECK(verdict.decision == Decision::unknown);
  CHECK(verdict.asked[0].outcome == Outcome::unknown);
  CHECK(verdict.asked[0].codes.has(Code::build_host_unknown));
}

TEST_CASE("builds of unknown kind are allowed on hosts that pass, and unknown elsewhere") {
  const Ask strange = build("21.0.0-100");
  CHECK(decide(ready_host(), {strange}).asked[0].outcome == Outcome::allowed);
  const Verdict verdict = decide(host(17763, 2209), {strange});
  CHECK(verdict.asked[0].outcome == Outcome::unknown);
  CHECK(verdict.asked[0].codes.has(Code::build_line_unknown));
}

TEST_CASE("never a downgrade") {
  const Verdict newer = decide(with_agent(ready_host(), "20.0.0-7119"), {k_acs});
  CHECK(newer.asked[0].outcome == Outcome::refused);
  CHECK(newer.asked[0].codes.has(Code::module_at_or_above));
  CHECK(newer.best == std::nullopt);
  const Verdict same = decide(with_agent(ready_host(), "20.0.0.6690"), {k_acs});
  CHECK(same.asked[0].outcome == Outcome::allowed);
  CHECK(same.best == std::nullopt);
  CHECK(decide(with_agent(ready_host(), "20.0.0-5995"), {k_acs}).best == 0U);
  CHECK(decide(with_agent(ready_host(), "20.0.1-690", "relay"), {k_acs}).asked[0].outcome == Outcome::refused);
  CHECK(decide(with_agent(ready_host(), "20.0.690"), {k_acs}).asked[0].outcome == Outcome::unknown);
  CHECK(decide(with_agent(ready_host(), "rubbish"), {k_acs}).asked[0].codes.has(Code::module_version_ambiguous));
  CHECK(decide(with_agent(ready_host(), "20.0.0-7119", "notifier"), {k_acs}).best == 0U);
  // The legacy build of an offer is no way around it.
  CHECK(decide(with_agent(host(17763, 2209), "20.0.0-5995"), {k_legacy, build("20.0.0-4959")}).best == std::nullopt);
  Facts unread = ready_host();
  unread.modules.status = GroupStatus::denied;
  CHECK(decide(unread, {k_acs}).best == 0U);
  CHECK(decide(unread, {k_acs}).asked[0].codes.has(Code::module_not_read));
}

TEST_CASE("an ACS build on a host that fails the check is the damage itself") {
  CHECK(decide(with_agent(host(17763, 2209), "20.0.0-6690")).codes.has(Code::module_acs_on_unready_host));
  CHECK_FALSE(decide(with_agent(host(17763, 2209), "20.0.0-6689")).codes.has(Code::module_acs_on_unready_host));
  CHECK_FALSE(decide(with_agent(host(17763, 2209), "20.0.690")).codes.has(Code::module_acs_on_unready_host));
  CHECK_FALSE(decide(with_agent(ready_host(), "20.0.0-6690")).codes.has(Code::module_acs_on_unready_host));
  Facts pending = with_agent(ready_host(), "20.0.0-6690");
  pending.reboot.pending->push_back("cbs");
  CHECK_FALSE(decide(pending).codes.has(Code::module_acs_on_unready_host));
}

TEST_CASE("only what the policy marks waivable can be waived") {
  const Policy &policy = shipped_policy();
  const Product &agent = *policy.find_product("agent");
  Facts facts = ready_host();
  facts.reboot.pending->push_back("cbs");
  const Verdict waived = evaluate(policy, agent, facts, {}, {.waived = 0xFFFFFFFFU}, noon());
  CHECK(waived.decision == Decision::acs);
  CHECK(requirement(waived, "settled").status == Status::waived);
  CHECK(requirement(waived, "settled").codes.has(Code::requirement_waived));
  CHECK(evaluate(policy, agent, host(17763, 2209), {}, {.waived = 0xFFFFFFFFU}, noon()).decision == Decision::legacy);
}

TEST_CASE("a line that is not supported on the platform offers no build of it") {
  const TemporaryFolder folder;
  const auto loaded = load_policy(
      folder.write("p.yaml", "extends: builtin\nproducts: {agent: {lines: {\"20.0\": {platforms: [windows-10-1809]}}}}\n"));
  REQUIRE(loaded);
  CHECK(decide(ready_host(), {k_legacy}, "agent", loaded->policy).best == 0U);
  const Verdict verdict = decide(host(9600, 20144), {k_legacy}, "agent", loaded->policy);
  CHECK(verdict.asked[0].outcome == Outcome::refused);
  CHECK(verdict.asked[0].codes.has(Code::product_platform_unsupported));
}

TEST_CASE("a halt holds every Windows host, whatever is known of it") {
  const Policy &policy = shipped_policy();
  const auto halted = [&](const Facts &facts, std::string_view module, std::string_view text) {
    return evaluate(policy, *policy.find_product(module), facts, std::vector{k_acs, k_legacy}, {.waived = 0, .halt = text},
                    noon());
  };
  Facts unread;
  Facts linux_host = ready_host();
  linux_host.os.family = OsFamily::other;
  for (const Facts &facts : {ready_host(), host(17763, 1), unread}) {
    for (const std::string_view module : {"agent", "manager"}) {
      for (const std::string_view text : {"defect", ""}) {
        const Verdict verdict = halted(facts, module, text);
        CHECK(verdict.decision == Decision::hold);
        CHECK(verdict.acs_ready == Tri::no);
        CHECK(verdict.codes.has(Code::gate_halted));
        CHECK(verdict.asked[0].outcome == Outcome::held);
        CHECK(verdict.asked[1].outcome == Outcome::held);
        CHECK_FALSE(verdict.best.has_value());
      }
    }
  }
  CHECK(halted(linux_host, "agent", "defect").decision == Decision::not_applicable);
  CHECK_FALSE(halted(linux_host, "agent", "defect").codes.has(Code::gate_halted));
}
