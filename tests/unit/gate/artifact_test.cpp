#include "gate/explain.hpp"
#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

Ask with_file(std::string_view version, bool acs_signed) {
  Ask ask = build(version);
  ask.acs_signed = acs_signed;
  return ask;
}

Policy led_by(ArtifactLeads leads) {
  Policy policy = shipped_policy();
  std::ranges::find(policy.products, "agent", &Product::id)->artifact_leads = leads;
  return policy;
}

const Ask k_acs_file = with_file("20.0.0-6690", true);
const Ask k_legacy_file = with_file("20.0.0-5995", false);
const Ask k_unsigned_acs_build = with_file("20.0.0-6690", false);
const Ask k_signed_legacy_build = with_file("20.0.0-5995", true);

} // namespace

TEST_CASE("a file that is what the policy says changes nothing") {
  CHECK(decide(ready_host(), {k_acs_file}).decision == Decision::acs);
  CHECK(decide(ready_host(), {k_acs_file}).asked[0].outcome == Outcome::allowed);
  CHECK(decide(host(17763, 2209), {k_legacy_file}).decision == Decision::legacy);
  CHECK(decide(host(17763, 2209), {k_legacy_file}).asked[0].outcome == Outcome::allowed);
  CHECK(decide(host(17763, 2209), {k_acs_file}).asked[0].outcome == Outcome::refused);
}

TEST_CASE("a file that contradicts the policy makes the decision unknown") {
  const Ask ask = GENERATE(k_unsigned_acs_build, k_signed_legacy_build);
  const Facts facts = GENERATE(ready_host(), host(17763, 2209));
  const Verdict verdict = decide(facts, {ask});
  CHECK(verdict.decision == Decision::unknown);
  CHECK(verdict.asked[0].acs == Tri::unknown);
  CHECK(verdict.asked[0].outcome == Outcome::unknown);
  CHECK(verdict.asked[0].codes.has(Code::artifact_contradicts_policy));
  CHECK(verdict.best == std::nullopt);
}

TEST_CASE("a hold stays a hold, and a host that is not Windows stays none") {
  Facts pending = ready_host();
  pending.reboot.pending->push_back("cbs");
  CHECK(decide(pending, {k_unsigned_acs_build}).decision == Decision::hold);
  CHECK(decide(pending, {k_unsigned_acs_build}).asked[0].outcome == Outcome::held);
  Facts other = ready_host();
  other.os.family = OsFamily::other;
  CHECK(decide(other, {k_unsigned_acs_build}).decision == Decision::not_applicable);
}

TEST_CASE("the policy may say what leads") {
  const Facts unready = host(17763, 2209);
  const Policy by_policy = led_by(ArtifactLeads::policy);
  CHECK(decide(unready, {k_signed_legacy_build}, "agent", by_policy).asked[0].outcome == Outcome::allowed);
  CHECK(decide(unready, {k_unsigned_acs_build}, "agent", by_policy).asked[0].outcome == Outcome::refused);
  const Policy by_signature = led_by(ArtifactLeads::signature);
  CHECK(decide(unready, {k_signed_legacy_build}, "agent", by_signature).asked[0].outcome == Outcome::refused);
  CHECK(decide(unready, {k_unsigned_acs_build}, "agent", by_signature).asked[0].outcome == Outcome::allowed);
  CHECK(decide(unready, {k_unsigned_acs_build}, "agent", by_signature).decision == Decision::legacy);
}

TEST_CASE("products that nothing is required of, and builds that the policy does not know, contradict nothing") {
  CHECK(decide(ready_host(), {with_file("20.0.700", false)}, "manager").decision == Decision::acs);
  const Verdict unknown_line = decide(ready_host(), {with_file("21.0.0-1", false)});
  CHECK(unknown_line.decision == Decision::acs);
  CHECK_FALSE(unknown_line.asked[0].codes.has(Code::artifact_contradicts_policy));
}

TEST_CASE("the contradiction is explained in both directions") {
  const Policy &policy = shipped_policy();
  const Product &agent = *policy.find_product("agent");
  const auto text = [&](const Ask &ask) {
    const std::vector<Ask> asks = {ask};
    const Facts facts = ready_host();
    const Explanation explanation =
        explain(evaluate(policy, agent, facts, asks, {}, noon()), policy, agent, facts, asks, noon(), Language::en);
    return explanation.asked.front().reasons.front().text;
  };
  CHECK(text(k_unsigned_acs_build) ==
        "By the policy 20.0.0-6690 is an ACS build, and the signature of its file says otherwise, so it "
        "is not known whether it is an ACS build");
  CHECK(text(k_signed_legacy_build).starts_with("By the policy 20.0.0-5995 is a legacy build, and the signature"));
}
