#pragma once

#include "../policy/policy_files.hpp"
#include "gate/evaluate.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace acsgate::test {

inline Timestamp noon() { return *parse_timestamp("2026-11-22T12:00:00Z"); }

inline Thumbprint acs_root() {
  const auto &requirements = shipped_policy().requirements;
  return std::ranges::find(requirements, "acs-root", &Requirement::id)->sha1;
}

/// Facts of a host on which everything but the update level is as it should be.
inline Facts settled_host() {
  Facts facts;
  facts.host.name = "HOST01";
  facts.collected_at = noon();
  facts.source = "test";
  facts.os.status = GroupStatus::ok;
  facts.os.family = OsFamily::windows;
  facts.os.type = OsType::server;
  facts.updates.status = GroupStatus::ok;
  facts.reboot.status = GroupStatus::ok;
  facts.reboot.pending.emplace();
  facts.roots.status = GroupStatus::ok;
  facts.roots.present = std::vector{acs_root()};
  facts.roots.disallowed.emplace();
  facts.roots.auto_update = AutoUpdate::enabled;
  facts.modules.status = GroupStatus::ok;
  facts.modules.items.emplace();
  return facts;
}

/// A settled host of this build; revision and hotfix list as given.
inline Facts host(std::uint32_t build, std::optional<std::uint32_t> ubr, std::optional<std::vector<Kb>> hotfixes = std::nullopt) {
  Facts facts = settled_host();
  facts.os.build = build;
  facts.os.ubr = ubr;
  facts.updates.hotfixes = std::move(hotfixes);
  return facts;
}

/// A host that meets every requirement.
inline Facts ready_host() { return host(17763, 6414); }

inline Verdict decide(const Facts &facts, const std::vector<Ask> &asks = {}, std::string_view module = "agent",
                      const Policy &policy = shipped_policy()) {
  return evaluate(policy, *policy.find_product(module), facts, asks, {}, noon());
}

inline Ask build(std::string_view version, std::string_view released = {}) {
  return {.build = parse_version(version), .released = released.empty() ? std::nullopt : parse_date(released)};
}

/// The verdict of the requirement with this id, of a product that has it.
inline const RequirementVerdict &requirement(const Verdict &verdict, std::string_view id, std::string_view module = "agent") {
  const Policy &policy = shipped_policy();
  const Product &product = *policy.find_product(module);
  for (std::size_t index = 0; index < product.requires_.size(); ++index) {
    if (policy.requirements[product.requires_[index]].id == id) {
      return verdict.requirements.at(index);
    }
  }
  throw std::out_of_range("no such requirement");
}

} // namespace acsgate::test
