#include "../gate/host_builder.hpp"
#include "base/text.hpp"
#include "host/tattoo.hpp"
#include "memory_tattoo_store.hpp"

#include <catch2/catch.hpp>

namespace acsgate {

namespace {

using namespace std::chrono_literals;
using test::MemoryTattooStore;

constexpr std::string_view k_machine = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

Explanation explanation_of(const Facts &facts) {
  const Policy &policy = test::shipped_policy();
  const Product &agent = *policy.find_product("agent");
  return explain(evaluate(policy, agent, facts, {}, {}, test::noon()), policy, agent, facts, {}, test::noon(), Language::en);
}

Tattoo tattoo(const Facts &facts = test::ready_host()) {
  return tattoo_of(explanation_of(facts), k_machine, k_tattoo_ttl, test::shipped_policy().facts_max_age);
}

/// What a reader makes of the store.
tl::expected<Tattoo, std::string> read(MemoryTattooStore &store) {
  const auto values = store.read();
  REQUIRE(values.has_value());
  return *values ? parse_tattoo(**values) : tl::unexpected(std::string("nothing"));
}

} // namespace

TEST_CASE("a tattoo is read back as it was written", "[host][tattoo]") {
  MemoryTattooStore store;
  const Tattoo written = tattoo();
  REQUIRE(write_tattoo(store, written).has_value());
  const auto back = read(store);
  REQUIRE(back.has_value());
  CHECK(back->decision == Decision::acs);
  CHECK(back->acs_ready == Tri::yes);
  CHECK(back->allowed);
  CHECK(back->host == "HOST01");
  CHECK(back->machine == k_machine);
  CHECK(back->policy_digest == test::shipped_policy().digest);
  CHECK(back->evaluated == test::noon());
  CHECK(back->expires == test::noon() + 24h);
  CHECK(distrust(*back, k_machine, test::shipped_policy().digest, test::noon() + 24h - 1s).empty());
}

TEST_CASE("wherever a write fails or ends, no decision stands there and the old one is gone", "[host][tattoo]") {
  MemoryTattooStore whole;
  REQUIRE(write_tattoo(whole, tattoo()).has_value());
  const int steps = whole.steps();
  REQUIRE(steps > 10);
  for (const auto end : {MemoryTattooStore::End::fails, MemoryTattooStore::End::killed, MemoryTattooStore::End::fails_once}) {
    for (int step = 0; step < steps; ++step) {
      INFO("step " << step << " of " << steps);
      MemoryTattooStore store;
      REQUIRE(write_tattoo(store, tattoo(test::host(17763, 1))).has_value());
      store.end_at(step, end);
      CHECK_FALSE(write_tattoo(store, tattoo()).has_value());
      const auto left = read(store);
      // Before the first step has succeeded the old decision stands, whole; after it none does.
      CHECK((!left.has_value() || (step == 0 && left->decision == Decision::legacy)));
      CHECK((step == 0 || !store.has("Decision")));
    }
  }
}

TEST_CASE("Decision is taken away first and written last", "[host][tattoo]") {
  MemoryTattooStore store;
  REQUIRE(write_tattoo(store, tattoo()).has_value());
  REQUIRE_FALSE(store.log().empty());
  CHECK(store.log().front() == "invalidate");
  CHECK(store.log().back() == "write Decision");
}

TEST_CASE("a tattoo with a part missing, changed or of another tattoo is not believed", "[host][tattoo]") {
  MemoryTattooStore store;
  REQUIRE(write_tattoo(store, tattoo()).has_value());
  const TattooValues whole = **store.read();
  for (const auto &[name, text] : whole) {
    INFO(name);
    TattooValues without = whole;
    without.erase(name);
    CHECK_FALSE(parse_tattoo(without).has_value());
    TattooValues changed = whole;
    changed[name] = text + "x";
    CHECK_FALSE(parse_tattoo(changed).has_value());
  }
  TattooValues mixed = whole;
  mixed["Decision"] = "legacy";
  CHECK_FALSE(parse_tattoo(mixed).has_value());
  TattooValues allowed = whole;
  allowed["Allowed"] = "false";
  CHECK_FALSE(parse_tattoo(allowed).has_value());
  CHECK(parse_tattoo(whole).has_value());
}

TEST_CASE("a tattoo holds for one machine, one policy and its time", "[host][tattoo]") {
  const std::string &digest = test::shipped_policy().digest;
  const Timestamp noon = test::noon();
  CHECK(distrust(tattoo(), k_machine, digest, noon).empty());
  CHECK(distrust(tattoo(), "6F9619FF-8B86-D011-B42D-00C04FC964FF", digest, noon).empty());
  CHECK_FALSE(distrust(tattoo(), "00000000-8b86-d011-b42d-00c04fc964ff", digest, noon).empty());
  CHECK_FALSE(distrust(tattoo(), "", digest, noon).empty());
  CHECK_FALSE(distrust(tattoo(), k_machine, "sha256:00", noon).empty());
  CHECK_FALSE(distrust(tattoo(), k_machine, digest, noon + 24h).empty());
  CHECK(distrust(tattoo(), k_machine, digest, noon - 5min).empty());
  CHECK_FALSE(distrust(tattoo(), k_machine, digest, noon - 5min - 1s).empty());
}

TEST_CASE("a tattoo never holds longer than its facts", "[host][tattoo]") {
  const Duration age = test::shipped_policy().facts_max_age;
  Facts facts = test::ready_host();
  facts.collected_at = test::noon() - age + 1h;
  CHECK(tattoo(facts).expires == test::noon() + 1h);
  CHECK(tattoo_of(explanation_of(test::ready_host()), k_machine, 36500 * 24h, age).expires == test::noon() + age);
}

TEST_CASE("hostile and long texts are stored printable and short", "[host][tattoo]") {
  Facts facts = test::ready_host();
  std::string name = "EVIL\n\x1b[31m\xe2\x80\xae";
  for (int count = 0; count < 200; ++count) {
    name += "\xe3\x81\x82\x07";
  }
  facts.host.name = name;
  MemoryTattooStore store;
  REQUIRE(write_tattoo(store, tattoo(facts)).has_value());
  const auto values = **store.read();
  for (const auto &[key, text] : values) {
    INFO(key);
    CHECK(text.size() <= k_most_tattoo_bytes);
    CHECK(printable(text, 1000) == text);
  }
  CHECK(read(store).has_value());
}

TEST_CASE("more codes than find room end with three dots", "[host][tattoo]") {
  Explanation explanation = explanation_of(test::ready_host());
  for (unsigned code = 0; code < static_cast<unsigned>(Code::count); ++code) {
    explanation.reasons.push_back({static_cast<Code>(code), ""});
  }
  const Tattoo long_one = tattoo_of(explanation, k_machine, k_tattoo_ttl, 720h);
  CHECK(long_one.reasons.size() <= k_most_tattoo_bytes);
  CHECK(long_one.reasons.ends_with(" ..."));
  CHECK(long_one.reasons.starts_with("GATE.HALTED MODULE.ACS_ON_UNREADY_HOST "));
}

} // namespace acsgate
