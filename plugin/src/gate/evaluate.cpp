#include "gate/evaluate.hpp"

#include "gate/ask.hpp"
#include "gate/host_state.hpp"
#include "gate/platform.hpp"
#include "gate/update_evidence.hpp"

namespace acsgate {

namespace {

RequirementVerdict judge(const Policy &policy, const Requirement &requirement, const PlatformMatch &match, const Facts &facts) {
  switch (requirement.kind) {
  case RequirementKind::update:
    if (!match.index) {
      RequirementVerdict verdict;
      verdict.codes.add(match.why_not);
      return verdict;
    }
    return judge_update(requirement, policy.platforms[*match.index], facts.os, facts.updates);
  case RequirementKind::root_certificate:
    return judge_root(requirement, facts.roots);
  case RequirementKind::no_pending_reboot:
    return judge_reboot(requirement, facts.reboot);
  }
  return {};
}

/// The one place that turns statuses into a decision: hold > fail > unknown > pass.
struct Balance {
  bool hold = false;
  bool fail = false;
  bool unknown = false;

  void add(Status status, Effect effect) {
    hold = hold || (status == Status::fail && effect == Effect::hold);
    fail = fail || status == Status::fail;
    unknown = unknown || status == Status::unknown;
  }
  [[nodiscard]] Decision decision() const {
    return hold ? Decision::hold : fail ? Decision::legacy : unknown ? Decision::unknown : Decision::acs;
  }
  [[nodiscard]] Tri ready() const { return fail ? Tri::no : unknown ? Tri::unknown : Tri::yes; }
};

void judge_requirements(const Policy &policy, const Product &product, const Facts &facts, const Exceptions &exceptions,
                        Timestamp now, Verdict &verdict) {
  Balance balance;
  bool unready = false;
  const PlatformMatch match = match_platform(policy, facts.os);
  verdict.platform = match.index;
  for (const std::size_t index : product.requires_) {
    const Requirement &requirement = policy.requirements[index];
    RequirementVerdict &judged = verdict.requirements[verdict.requirement_count++];
    judged = judge(policy, requirement, match, facts);
    const bool waived = requirement.waivable && ((exceptions.waived >> index) & 1U) != 0;
    if (waived && judged.status != Status::pass) {
      judged.status = Status::waived;
      judged.codes.add(Code::requirement_waived);
    }
    unready = unready || (judged.status == Status::fail && requirement.kind != RequirementKind::no_pending_reboot);
    balance.add(judged.status, judged.effect);
  }
  balance.add(judge_freshness(policy, facts, now, verdict.codes), Effect::legacy);
  verdict.decision = balance.decision();
  verdict.acs_ready = balance.ready();
  if (unready && has_acs_build(policy, product, facts.modules)) {
    verdict.codes.add(Code::module_acs_on_unready_host);
  }
}

} // namespace

Verdict evaluate(const Policy &policy, const Product &product, const Facts &facts, std::span<const Ask> asks,
                 const Exceptions &exceptions, Timestamp now) {
  Verdict verdict;
  if (facts.os.ok() && facts.os.family == OsFamily::other) {
    verdict.decision = Decision::not_applicable;
    verdict.codes.add(Code::os_not_windows);
  } else if (product.requires_.empty()) {
    // Nothing is asked of the host, so nothing about it needs to be known.
    verdict.decision = Decision::acs;
    verdict.acs_ready = Tri::yes;
    verdict.platform = match_platform(policy, facts.os).index;
    verdict.codes.add(Code::product_never_held);
  } else {
    judge_requirements(policy, product, facts, exceptions, now, verdict);
    if (!facts.os.ok() || facts.os.family == OsFamily::unknown) {
      verdict.codes.add(Code::os_family_unknown);
      verdict.acs_ready = verdict.acs_ready == Tri::yes ? Tri::unknown : verdict.acs_ready;
      verdict.decision = verdict.decision == Decision::acs ? Decision::unknown : verdict.decision;
    }
  }
  if (exceptions.halt && verdict.decision != Decision::not_applicable) {
    // Whoever looks at one of the two only must see that nothing may be installed.
    verdict.decision = Decision::hold;
    verdict.acs_ready = Tri::no;
    verdict.codes.add(Code::gate_halted);
  }
  if (product.review_by && now >= *product.review_by + std::chrono::days(1)) {
    verdict.codes.add(Code::product_review_due);
  }
  judge_asks(policy, product, facts.modules, asks, verdict);
  return verdict;
}

} // namespace acsgate
