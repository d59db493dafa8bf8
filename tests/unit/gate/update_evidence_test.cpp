#include "host_builder.hpp"

#include "gate/update_evidence.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace acsgate;
using namespace acsgate::test;

namespace {

Status update_status(const Facts &facts) { return requirement(decide(facts), "acs-update").status; }
CodeSet update_codes(const Facts &facts) { return requirement(decide(facts), "acs-update").codes; }

Facts with_packages(Facts facts, std::vector<PackageFact> packages) {
  facts.updates.packages = std::move(packages);
  return facts;
}

PackageFact rollup(FactText version, PackageState state = PackageState::installed) {
  return {"Package_for_RollupFix", version, state};
}

} // namespace

TEST_CASE("2012 R2 and 7 SP1: a rollup, a named security-only update, and KB5010798 alone") {
  struct Family {
    std::uint32_t build;
    Kb rollup;
    Kb later_rollup;
    Kb security_only;
    std::uint32_t old_ubr;
    std::uint32_t floor;
  };
  for (const Family &family :
       {Family{9600, 5006714, 5094041, 5006729, 19913, 20144}, Family{7601, 5006743, 5073695, 5006728, 24546, 25740}}) {
    CAPTURE(family.build);
    const auto list = [&](Kb kb) { return std::vector<Kb>{4474419, kb}; };
    CHECK(update_status(host(family.build, std::nullopt, list(family.rollup))) == Status::pass);
    CHECK(update_status(host(family.build, std::nullopt, list(family.later_rollup))) == Status::pass);
    CHECK(update_status(host(family.build, family.floor, list(family.rollup))) == Status::pass);
    // The revision did not move: right for a security-only update, a contradiction for a rollup.
    CHECK(update_status(host(family.build, family.old_ubr, list(family.security_only))) == Status::pass);
    CHECK(update_codes(host(family.build, family.old_ubr, list(family.rollup))).has(Code::evidence_conflict));
    // A higher number that is no rollup.
    CHECK(update_status(host(family.build, std::nullopt, list(5010798))) == Status::fail);
    CHECK(update_status(host(family.build, family.old_ubr, list(5010798))) == Status::fail);
    CHECK(update_status(host(family.build, family.old_ubr)) == Status::unknown);
    CHECK(update_codes(host(family.build, family.old_ubr)).has(Code::os_ubr_inconclusive));
    CHECK(update_status(host(family.build, family.old_ubr, std::vector<Kb>{})) == Status::unknown);
  }
}

TEST_CASE("security-only updates of later months prove nothing") {
  CHECK(update_status(host(7601, std::nullopt, std::vector<Kb>{5007233})) == Status::fail);
  CHECK(update_status(host(9600, std::nullopt, std::vector<Kb>{5030287})) == Status::fail);
}

TEST_CASE("a KB newer than the table makes the list unreadable, not the host unpatched") {
  const Facts newer = host(9600, std::nullopt, std::vector<Kb>{5099999});
  CHECK(update_status(newer) == Status::unknown);
  CHECK(update_codes(newer).has(Code::update_kb_newer_than_table));
  // The revision does not need the table.
  CHECK(update_status(host(17763, 2209, std::vector<Kb>{9999999})) == Status::fail);
}

TEST_CASE("the absence of a KB contradicts nothing, its presence does") {
  CHECK(update_status(host(17763, 2210, std::vector<Kb>{4490628})) == Status::pass);
  CHECK(update_codes(host(17763, 2209, std::vector<Kb>{5005625})).has(Code::evidence_conflict));
}

TEST_CASE("a KB that was published for several revisions proves only if all reach the floor") {
  // KB5055518 brings 19044.5737 and 19044.5796.
  CHECK(update_status(host(19044, std::nullopt, std::vector<Kb>{5055518})) == Status::pass);
  const TemporaryFolder folder;
  const auto loaded = load_policy(
      folder.write("p.yaml", "extends: builtin\nupdates: [\"19044,1300,KB5055518,2021-11-01,preview,dataforgeeks\"]\n"));
  REQUIRE(loaded);
  const Facts facts = host(19044, std::nullopt, std::vector<Kb>{5055518});
  CHECK(evaluate(loaded->policy, *loaded->policy.find_product("agent"), facts, {}, {}, noon()).decision == Decision::legacy);
}

TEST_CASE("rollup packages of the servicing store") {
  const Facts bare = host(17763, std::nullopt);
  CHECK(update_status(with_packages(bare, {rollup("17763.2114.1.9"), rollup("17763.2210.1.4")})) == Status::pass);
  CHECK(update_status(with_packages(bare, {rollup("17763.2114.1.9")})) == Status::fail);
  CHECK(update_status(with_packages(bare, {rollup("17763.2210.1.4", PackageState::other)})) == Status::unknown);
  CHECK(update_status(with_packages(bare, {rollup("14393.9999.1.4")})) == Status::unknown);
  CHECK(update_status(with_packages(bare, {rollup("17763.x")})) == Status::unknown);
  CHECK(update_status(with_packages(bare, {{"Package_for_DotNetRollup_481", "17763.9999.1.1", PackageState::installed}})) ==
        Status::unknown);
  CHECK(update_status(with_packages(host(17763, 2114), {rollup("17763.2210.1.4")})) == Status::unknown);
  CHECK(update_codes(with_packages(host(17763, 2300), {rollup("17763.2114.1.9")})).has(Code::evidence_conflict));
}

TEST_CASE("packages that carry a KB in their name") {
  const auto package = [](FactText name, PackageState state) { return std::vector<PackageFact>{{name, "6.3.1.0", state}}; };
  CHECK(update_status(with_packages(host(9600, std::nullopt), package("Package_for_KB5006714", PackageState::installed))) ==
        Status::pass);
  CHECK(update_status(with_packages(host(9600, 19913, std::vector<Kb>{4474419}),
                                    package("Package_for_KB5006729", PackageState::installed))) == Status::pass);
  CHECK(update_status(with_packages(host(9600, std::nullopt), package("Package_for_KB5010798", PackageState::installed))) ==
        Status::unknown);
  const Verdict pending =
      decide(with_packages(host(9600, std::nullopt), package("Package_for_KB5006714", PackageState::install_pending)));
  CHECK(pending.decision == Decision::hold);
}

TEST_CASE("an update that waits for its restart holds, as the policy says") {
  const Facts facts =
      with_packages(host(17763, 2114), {rollup("17763.2114.1.9"), rollup("17763.2210.1.4", PackageState::install_pending)});
  CHECK(decide(facts).decision == Decision::hold);
  CHECK(update_codes(facts).has(Code::reboot_would_qualify));
  const TemporaryFolder folder;
  const auto loaded = load_policy(folder.write("p.yaml", "extends: builtin\nrequirements: {acs-update: {on_pending: legacy}}\n"));
  REQUIRE(loaded);
  CHECK(evaluate(loaded->policy, *loaded->policy.find_product("agent"), facts, {}, {}, noon()).decision == Decision::legacy);
  // A pending update changes nothing where the floor is reached without it.
  CHECK(decide(with_packages(host(17763, 2210), {rollup("17763.2300.1.4", PackageState::install_pending)})).decision ==
        Decision::acs);
}

TEST_CASE("update facts that could not be read are no evidence") {
  for (const GroupStatus status :
       {GroupStatus::missing, GroupStatus::absent, GroupStatus::denied, GroupStatus::error, GroupStatus::unsupported}) {
    Facts facts = host(9600, std::nullopt, std::vector<Kb>{5006714});
    facts.updates.status = status;
    CHECK(update_status(facts) == Status::unknown);
  }
}

TEST_CASE("every proof of every platform is found, and no other number is") {
  const auto found = [](const Platform &platform, Kb kb) {
    UpdateFacts updates;
    updates.status = GroupStatus::ok;
    updates.hotfixes = {kb};
    return find_updates(platform, updates);
  };
  for (Platform platform : shipped_policy().platforms) {
    const auto proofs = platform.rollup_proofs;
    // Lists of every length, for the search to end at each of their places.
    for (std::size_t size = 0; size <= proofs.size(); ++size) {
      platform.rollup_proofs.assign(proofs.begin(), proofs.begin() + static_cast<std::ptrdiff_t>(size));
      for (const Kb proof : proofs) {
        for (const Kb kb : {proof - 1, proof, proof + 1}) {
          const bool rollup = std::ranges::count(platform.rollup_proofs, kb) > 0;
          const bool security_only = std::ranges::count(platform.security_only_proofs, kb) > 0;
          const UpdateFindings findings = found(platform, kb);
          if ((findings.list_proof == kb) != (rollup || security_only) || (findings.security_only_proof == kb) != security_only) {
            FAIL(platform.id << ", KB" << kb << " among " << size);
          }
        }
      }
    }
  }
}
