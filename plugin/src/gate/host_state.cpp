#include "gate/host_state.hpp"
#include "gate/evaluate.hpp"

#include <algorithm>

namespace acsgate {

namespace {

RequirementVerdict verdict(Status status, Code code, Effect effect = Effect::legacy) {
  RequirementVerdict result{.status = status, .effect = effect, .codes = {}, .decided_by = {}};
  result.codes.add(code);
  return result;
}

bool holds(const std::vector<Thumbprint> &list, const Requirement &requirement) {
  return std::ranges::any_of(
      list, [&](const Thumbprint &thumbprint) { return thumbprint == requirement.sha1 || thumbprint == requirement.sha256; });
}

} // namespace

RequirementVerdict judge_root(const Requirement &requirement, const RootFacts &roots) {
  if (!roots.ok()) {
    return verdict(Status::unknown, Code::cert_store_unreadable);
  }
  if (roots.disallowed && holds(*roots.disallowed, requirement)) {
    return verdict(Status::fail, Code::cert_root_disallowed);
  }
  if (!roots.present) {
    return verdict(Status::unknown, Code::cert_store_unreadable);
  }
  if (holds(*roots.present, requirement)) {
    return roots.disallowed ? verdict(Status::pass, Code::cert_root_present)
                            : verdict(Status::unknown, Code::cert_disallowed_unreadable);
  }
  if (roots.auto_update == AutoUpdate::disabled) {
    return verdict(Status::fail, Code::cert_root_absent);
  }
  // Where the policy lets a later download count as possible, only a host that is known not to download has failed.
  const Status status = requirement.absent_with_auto_update_fails ? Status::fail : Status::unknown;
  return verdict(status, roots.auto_update == AutoUpdate::enabled ? Code::cert_root_absent_auto_update : Code::cert_root_absent);
}

RequirementVerdict judge_reboot(const Requirement &requirement, const RebootFacts &reboot) {
  if (!reboot.ok() || !reboot.pending) {
    return verdict(Status::unknown, Code::reboot_unreadable);
  }
  const bool pending = std::ranges::any_of(*reboot.pending, [&](FactText signal) {
    return std::ranges::find(requirement.signals, signal) != requirement.signals.end();
  });
  return pending ? verdict(Status::fail, Code::reboot_pending, requirement.on_fail) : verdict(Status::pass, Code::reboot_none);
}

Status judge_freshness(const Policy &policy, const Facts &facts, Timestamp now, CodeSet &codes) {
  const bool implausible = now < policy.issued;
  if (implausible) {
    codes.add(Code::clock_implausible);
  }
  if (!facts.collected_at) {
    codes.add(Code::facts_stale);
    return Status::unknown;
  }
  const Duration age = now - *facts.collected_at;
  if (implausible) {
    // Facts that were collected this very moment are fresh by any clock; every other age is unknown.
    return age == Duration::zero() ? Status::pass : Status::unknown;
  }
  if (age > policy.facts_max_age) {
    codes.add(Code::facts_stale);
    return Status::unknown;
  }
  if (age < -k_clock_tolerance) {
    codes.add(Code::facts_from_future);
    return Status::unknown;
  }
  return Status::pass;
}

} // namespace acsgate
