#include "gate/explain.hpp"
#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

Explanation explained(const Facts &facts, const std::vector<Ask> &asks = {}, std::string_view module = "agent",
                      Language language = Language::en) {
  const Policy &policy = shipped_policy();
  const Product &product = *policy.find_product(module);
  return explain(evaluate(policy, product, facts, asks, {}, noon()), policy, product, facts, asks, noon(), language);
}

} // namespace

TEST_CASE("evidence names the fact, what was found, what is needed and where it was read") {
  Facts facts = host(17763, 2114);
  facts.os.source = "registry";
  const Explanation explanation = explained(facts);
  const Evidence &evidence = explanation.requirements[0].evidence.at(0);
  CHECK(evidence.fact == "os.ubr");
  CHECK(std::get<std::int64_t>(evidence.value) == 2114);
  CHECK(evidence.needed == ">= 2210");
  CHECK(evidence.source == "registry");
  CHECK(explanation.requirements[0].remedy->kb == std::vector<Kb>{5005625});
  CHECK_THAT(explanation.requirements[0].remedy->text, Catch::StartsWith("Install KB5005625 or any later"));
}

TEST_CASE("a remedy speaks of ESU where the update needs it, although ESU never decides") {
  Facts facts = host(7601, 24546, std::vector<Kb>{4490628});
  facts.esu.status = GroupStatus::ok;
  for (const bool licensed : {false, true}) {
    facts.esu.licensed = licensed;
    const Explanation explanation = explained(facts);
    CHECK(explanation.decision == Decision::legacy);
    CHECK_THAT(explanation.requirements[0].remedy->text,
               Catch::Contains("KB5006743 or KB5006728") && Catch::Contains("(ESU) contract"));
  }
  CHECK_THAT(explained(host(9600, 1, std::vector<Kb>{1234567})).requirements[0].remedy->text, !Catch::Contains("ESU"));
}

TEST_CASE("reasons come once each, the gravest first, and none from what passes") {
  Facts facts = host(17763, 2114);
  facts.modules.items = std::vector<ModuleFact>{{"agent", "20.0.0-7119", {}}};
  const Explanation explanation = explained(facts, {build("20.0.0-6690"), build("20.0.0-8000")});
  std::vector<Code> codes;
  for (const Reason &reason : explanation.reasons) {
    codes.push_back(reason.code);
  }
  CHECK(codes == std::vector{Code::module_acs_on_unready_host, Code::os_ubr_below_floor, Code::build_acs_held_back,
                             Code::module_at_or_above});
}

TEST_CASE("risks and the vendor's statements belong to legacy decisions only") {
  CHECK(explained(host(17763, 2114)).risks.size() == 3);
  CHECK_FALSE(explained(host(17763, 2114)).statements.empty());
  CHECK(explained(ready_host()).risks.empty());
}

TEST_CASE("every code has its values: no text with a hole in any host and language") {
  std::vector<Facts> hosts{ready_host(),
                           host(17763, 2114),
                           host(7601, 24546),
                           host(9600, std::nullopt, std::vector<Kb>{5099999}),
                           host(9600, 1, std::vector<Kb>{5006714}),
                           host(21999, 1),
                           host(9200, 1),
                           host(10586, 1),
                           Facts{}};
  hosts[6].os.type = OsType::unknown;
  for (Facts &facts : hosts) {
    facts.modules.items = std::vector<ModuleFact>{{"agent", "20.0.690", {}}};
    facts.modules.status = GroupStatus::ok;
    for (const Product &product : shipped_policy().products) {
      for (const Language language : {Language::en, Language::ja}) {
        const Explanation explanation = explained(
            facts,
            {build("20.0.0-6690"), build("20.0.690"), build("21.0.0-1"), build("11.0.0-2580"), {{}, parse_date("2023-02-10")}},
            product.id, language);
        for (const Reason &reason : explanation.reasons) {
          CAPTURE(reason.text);
          CHECK_THAT(reason.text,
                     !Catch::Contains("{") && !Catch::Contains("  ") && !Catch::Contains("()") && !Catch::Contains("「」"));
          CHECK_FALSE(reason.text.starts_with(' '));
        }
      }
    }
  }
}

TEST_CASE("a host is named by its name, its FQDN or its id") {
  Facts facts = ready_host();
  facts.host = {"id-1", "", "web.example.jp", {}};
  CHECK(explained(facts).host == "web.example.jp");
  facts.host.fqdn = {};
  CHECK(explained(facts).host == "id-1");
  facts.host.id = {};
  CHECK(explained(facts).host == "unnamed-host");
}

TEST_CASE("the text of a halt is the first reason, printable and short") {
  const Policy &policy = shipped_policy();
  const Product &agent = *policy.find_product("agent");
  const auto first = [&](std::string_view text) {
    const Exceptions exceptions{.waived = 0, .halt = text};
    const Facts facts = host(17763, 1);
    const Explanation explanation = explain(evaluate(policy, agent, facts, {}, exceptions, noon()), policy, agent, facts, {},
                                            noon(), Language::en, exceptions);
    CHECK_FALSE(explanation.allowed);
    return explanation.reasons.at(0);
  };
  CHECK(first("stop").code == Code::gate_halted);
  CHECK(first("stop").text == "The gate is halted: nothing may be installed until the halt is lifted (stop)");
  CHECK(first("").text.ends_with("(-)"));
  CHECK(first("a\nb\x1b").text.ends_with("(a\\u{000A}b\\u{001B})"));
  CHECK(first(std::string(5000, 'x')).text.size() < 400);
}
