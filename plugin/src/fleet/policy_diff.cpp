#include "fleet/policy_diff.hpp"

#include "gate/name.hpp"

#include <algorithm>
#include <set>

namespace acsgate {

namespace {

Permit permit_of(const Policy &policy, const Verdict &verdict) {
  return {verdict.decision, verdict.decision == Decision::unknown ? policy.on_unknown : OnUnknown::legacy};
}

/// How much a host may take: nothing, legacy builds, any build.
int breadth(const Permit &permit) {
  switch (permit.decision) {
  case Decision::acs:
    return 2;
  case Decision::legacy:
    return 1;
  case Decision::unknown:
    return permit.on_unknown == OnUnknown::legacy ? 1 : 0;
  case Decision::hold:
  case Decision::not_applicable:
    break;
  }
  return 0;
}

Transition transition_of(const Permit &old, const Permit &now, bool opens_build) {
  using Danger = Transition::Danger;
  const int gain = breadth(now) - breadth(old);
  const bool to_acs = now.decision == Decision::acs && old.decision != Decision::acs;
  const Danger danger = to_acs        ? Danger::acs
                        : opens_build ? Danger::build
                        : gain > 0    ? Danger::wider
                        : gain < 0    ? Danger::narrower
                                      : Danger::other;
  return {danger, old, now};
}

/// A verdict with its words.
struct Side {
  const Verdict &verdict;
  Explanation words;
};

Judgement judgement_of(const Side &side, const std::string &requirement) {
  const auto &requirements = side.words.requirements;
  const auto found = std::ranges::find(requirements, requirement, &RequirementExplanation::id);
  if (found == requirements.end()) {
    return {};
  }
  const RequirementVerdict &verdict = side.verdict.requirements[static_cast<std::size_t>(found - requirements.begin())];
  std::string effect;
  if (verdict.status == Status::fail) {
    effect = verdict.effect == Effect::hold ? "hold" : "legacy";
  }
  return {.status = std::string(name_of(verdict.status)),
          .effect = std::move(effect),
          .acs = {},
          .reasons = found->reasons,
          .evidence = found->evidence};
}

/// What belongs to no requirement and no build: the reasons in the verdict itself.
Judgement general_judgement(const Side &side) {
  Judgement judgement;
  std::ranges::copy_if(side.words.reasons, std::back_inserter(judgement.reasons),
                       [&](const Reason &reason) { return side.verdict.codes.has(reason.code); });
  return judgement;
}

/// A requirement that is met under one policy and not asked for under the other.
bool decides_nothing(const ReasonChange &change) {
  const std::string_view pass = name_of(Status::pass);
  return (change.old.status == pass && change.now.status.empty()) || (change.old.status.empty() && change.now.status == pass);
}

std::vector<ReasonChange> changes_of(const Side &old, const Side &now) {
  std::set<std::string> ids;
  for (const Side *side : {&old, &now}) {
    for (const RequirementExplanation &requirement : side->words.requirements) {
      ids.insert(requirement.id);
    }
  }
  std::vector<ReasonChange> changes;
  for (const std::string &id : ids) {
    ReasonChange change{id, judgement_of(old, id), judgement_of(now, id)};
    const bool differs = change.old.status != change.now.status || change.old.effect != change.now.effect;
    if (differs && !decides_nothing(change)) {
      changes.push_back(std::move(change));
    }
  }
  if (!(old.verdict.codes == now.verdict.codes)) {
    changes.push_back({"", general_judgement(old), general_judgement(now)});
  }
  return changes;
}

std::vector<ReasonChange> build_changes_of(const Side &old, const Side &now) {
  const auto judgement = [](const AskExplanation &ask) {
    return Judgement{
        .status = std::string(name_of(ask.outcome)), .effect = "", .acs = ask.acs, .reasons = ask.reasons, .evidence = {}};
  };
  std::vector<ReasonChange> changes;
  for (std::size_t ask = 0; ask < old.words.asked.size(); ++ask) {
    const AskExplanation &before = old.words.asked[ask];
    const AskExplanation &after = now.words.asked[ask];
    if (before.outcome != after.outcome) {
      changes.push_back({after.build, judgement(before), judgement(after)});
    }
  }
  return changes;
}

} // namespace

void PolicyDiff::add(const Facts &facts) {
  ++m_hosts;
  const Verdict old = evaluate(m_old.policy, m_old.product, facts, m_old.asks, {}, m_at);
  const Verdict now = evaluate(m_now.policy, m_now.product, facts, m_now.asks, {}, m_at);
  const Permit old_permit = permit_of(m_old.policy, old);
  const Permit now_permit = permit_of(m_now.policy, now);
  bool builds_change = false;
  bool opens_build = false;
  for (std::size_t ask = 0; ask < old.asked_count; ++ask) {
    const BuildTransition build{ask, old.asked[ask].outcome, now.asked[ask].outcome};
    if (build.old != build.now) {
      builds_change = true;
      opens_build = opens_build || build.now == Outcome::allowed;
      ++m_builds[build];
    }
  }
  if (old_permit == now_permit && !builds_change) {
    return;
  }
  ++m_changed;
  const Transition transition = transition_of(old_permit, now_permit, opens_build);
  ++m_transitions[transition];
  if (make_room(transition)) {
    m_changes[transition].push_back(explain_change(facts, old, now, transition));
    ++m_kept;
  }
}

/// True if the host is to be kept. A less dangerous one goes where there is no room for it.
bool PolicyDiff::make_room(const Transition &transition) {
  if (m_kept < m_max_hosts) {
    return true;
  }
  if (m_changes.empty()) {
    return false;
  }
  const auto last = std::prev(m_changes.end());
  if (!(transition < last->first)) {
    return false;
  }
  last->second.pop_back();
  --m_kept;
  if (last->second.empty()) {
    m_changes.erase(last);
  }
  return true;
}

HostChange PolicyDiff::explain_change(const Facts &facts, const Verdict &old, const Verdict &now,
                                      const Transition &transition) const {
  const auto side = [&](const DiffSide &policy, const Verdict &verdict) {
    return Side{verdict, explain(verdict, policy.policy, policy.product, facts, policy.asks, m_at, Language::en)};
  };
  const Side before = side(m_old, old);
  const Side after = side(m_now, now);
  return {.host = after.words.host,
          .transition = transition,
          .old_platform = before.words.platform_id,
          .now_platform = after.words.platform_id,
          .reasons = changes_of(before, after),
          .builds = build_changes_of(before, after)};
}

} // namespace acsgate
