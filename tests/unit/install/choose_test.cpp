#include "install/choose.hpp"

#include "../gate/host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

constexpr Version k_acs{20, 0, 0, 6690};
constexpr Version k_legacy{20, 0, 0, 4959};

const Product &agent() { return *shipped_policy().find_product("agent"); }

Package package(Version build, std::string arch = "x64", PackageKind kind = PackageKind::any) {
  return {.module = "agent", .build = build, .arch = std::move(arch), .file = to_string(build), .sha256 = {}, .kind = kind};
}

Facts host_with(FactText installed) {
  Facts facts = ready_host();
  facts.modules.status = GroupStatus::ok;
  facts.modules.items = std::vector<ModuleFact>{{"agent", installed, {}}};
  return facts;
}

Explanation explained(const Candidates &candidates, const Facts &facts, const Exceptions &exceptions = {}) {
  std::vector<Ask> asks;
  for (const Package &each : candidates.packages) {
    asks.push_back({.build = each.build, .released = {}});
  }
  const Timestamp now = *facts.collected_at;
  const Verdict verdict = evaluate(shipped_policy(), agent(), facts, asks, exceptions, now);
  return explain(verdict, shipped_policy(), agent(), facts, asks, now, Language::en, exceptions);
}

/// The build that is installed, `nothing`, or the code of an own result.
std::string chosen(const Offer &offer, const Facts &facts, const Exceptions &exceptions = {}, std::string_view arch = "x64") {
  const Candidates candidates = candidates_of(offer, agent(), {}, arch);
  const Choice choice = choose(candidates, explained(candidates, facts, exceptions));
  if (const auto *package = std::get_if<const Package *>(&choice)) {
    return (*package)->file;
  }
  const auto *result = std::get_if<OwnResult>(&choice);
  return result != nullptr ? std::string(row_of(*result).code) : "nothing";
}

const Offer k_both = {package(k_legacy), package(k_acs)};

Facts unready(FactText installed) {
  Facts facts = host_with(installed);
  facts.roots.present = std::vector<Thumbprint>();
  facts.roots.auto_update = AutoUpdate::disabled;
  return facts;
}

} // namespace

TEST_CASE("a host gets the best that the decision allows") {
  CHECK(chosen(k_both, host_with("20.0.0-3445")) == "20.0.0-6690");
  CHECK(chosen(k_both, unready("20.0.0-3445")) == "20.0.0-4959");
  CHECK(chosen({package(k_acs)}, unready("20.0.0-3445")) == "INSTALL.NO_FILE");
  CHECK(chosen({package(k_legacy)}, host_with("20.0.0-3445")) == "20.0.0-4959");
  CHECK(chosen({}, host_with("20.0.0-3445")) == "INSTALL.NO_FILE");
}

TEST_CASE("no host gets an older build than it has") {
  CHECK(chosen(k_both, host_with("20.0.0-6690")) == "nothing");
  CHECK(chosen(k_both, host_with("20.0.0-7000")) == "nothing");
  CHECK(chosen(k_both, unready("20.0.0-4959")) == "nothing");
  CHECK(chosen(k_both, unready("20.0.0-5995")) == "nothing");
  CHECK(chosen(k_both, unready("20.0.0-6690")) == "nothing");
  CHECK(chosen({package(k_acs)}, unready("20.0.0-6690")) == "nothing");
  CHECK(chosen(k_both, host_with("20.0.0-5995")) == "20.0.0-6690");
}

TEST_CASE("what is not known is not installed over") {
  Facts facts = host_with("20.0.0-3445");
  facts.modules = {};
  CHECK(chosen(k_both, facts) == "INSTALL.UNKNOWN");
  CHECK(chosen(k_both, host_with("unknown")) == "INSTALL.UNKNOWN");
  CHECK(chosen(k_both, host_with("20.0.4959")) == "INSTALL.UNKNOWN"); // 20.0.1-4959 would be newer than 20.0.0-6690
  facts = host_with("20.0.0-3445");
  facts.os.ubr.reset();
  facts.updates = {};
  CHECK(chosen({package(k_acs)}, facts) == "INSTALL.UNKNOWN");
  CHECK(chosen(k_both, facts) == "20.0.0-4959"); // on_unknown: legacy
}

TEST_CASE("a held host gets nothing, with the reason") {
  CHECK(chosen(k_both, host_with("20.0.0-3445"), {.waived = 0, .halt = "stop"}) == "GATE.HALTED");
  Facts facts = host_with("20.0.0-3445");
  facts.reboot.pending = std::vector<FactText>{"cbs"};
  CHECK(chosen(k_both, facts) == "INSTALL.RESTART_PENDING");
}

TEST_CASE("packages for another architecture do not count") {
  const Offer offer = {package(k_acs, "x86"), package(k_legacy, "x64")};
  CHECK(chosen(offer, host_with("20.0.0-3445")) == "20.0.0-4959");
  CHECK(chosen({package(k_acs, "x86")}, host_with("20.0.0-3445")) == "INSTALL.WRONG_ARCHITECTURE");
  CHECK(chosen({package(k_acs, "x64")}, host_with("20.0.0-3445"), {}, "") == "INSTALL.UNKNOWN");
  CHECK(chosen({package(k_acs, "")}, host_with("20.0.0-3445")) == "20.0.0-6690");
}

TEST_CASE("builds and modules narrow an offer") {
  const std::vector<Version> asked{k_legacy};
  CHECK(candidates_of(k_both, agent(), asked, "x64").packages.size() == 1);
  Package other = package(k_acs);
  other.module = "manager";
  CHECK(candidates_of({other}, agent(), {}, "x64").packages.empty());
  other.module = "relay"; // an alias
  CHECK(candidates_of({other}, agent(), {}, "x64").packages.size() == 1);
}

TEST_CASE("a package that is not what it is said to be is found") {
  const Candidates wrong{.packages = {package(k_legacy, "x64", PackageKind::legacy), package(k_acs, "x64", PackageKind::legacy)}};
  const Explanation explanation = explained(wrong, host_with("20.0.0-3445"));
  CHECK(misdeclared(wrong, explanation) == &wrong.packages[1]);
  const Candidates right{.packages = {package(k_acs, "x64", PackageKind::acs)}};
  CHECK(misdeclared(right, explained(right, host_with("20.0.0-3445"))) == nullptr);
}
