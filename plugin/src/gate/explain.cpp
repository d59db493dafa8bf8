#include "gate/explain.hpp"

#include "gate/words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

std::vector<Reason> reasons_of(const Subject &subject, CodeSet codes, const Requirement *requirement, const Ask *ask) {
  std::vector<Reason> reasons;
  codes.for_each([&](Code code) { reasons.push_back(reason_of(subject, code, requirement, ask)); });
  return reasons;
}

RequirementExplanation explain_requirement(const Subject &subject, const Requirement &requirement,
                                           const RequirementVerdict &verdict) {
  return {.id = requirement.id,
          .title = in_language(requirement.title, subject.language),
          .status = verdict.status,
          .reasons = reasons_of(subject, verdict.codes, &requirement, nullptr),
          .evidence = evidence_of(subject, requirement, verdict),
          .remedy = remedy_of(subject, requirement, verdict)};
}

AskExplanation explain_ask(const Subject &subject, const Ask &ask, const AskVerdict &verdict) {
  AskExplanation explanation{.module = subject.product.id,
                             .build = {},
                             .line = {},
                             .acs = verdict.acs,
                             .outcome = verdict.outcome,
                             .reasons = reasons_of(subject, verdict.codes, nullptr, &ask)};
  if (ask.build) {
    explanation.build = to_string(*ask.build);
    explanation.line = std::to_string(ask.build->major) + '.' + std::to_string(ask.build->minor);
  }
  return explanation;
}

/// Every reason once, the gravest first; a requirement that is met gives none.
std::vector<Reason> all_reasons(const Explanation &explanation, std::vector<Reason> general) {
  const auto append = [&](const std::vector<Reason> &reasons) { general.insert(general.end(), reasons.begin(), reasons.end()); };
  for (const RequirementExplanation &requirement : explanation.requirements) {
    if (requirement.status != Status::pass) {
      append(requirement.reasons);
    }
  }
  for (const AskExplanation &ask : explanation.asked) {
    append(ask.reasons);
  }
  std::ranges::stable_sort(general, {}, &Reason::code);
  const auto repeated = std::ranges::unique(general, {}, &Reason::code);
  general.erase(repeated.begin(), repeated.end());
  return general;
}

void add_texts(const Subject &subject, Explanation &explanation) {
  const Product &product = subject.product;
  if (product.requires_.empty() && explanation.decision == Decision::acs) {
    explanation.notes.push_back(in_language(product.because, subject.language));
  }
  if (product.as_of && product.review_by) {
    explanation.notes.push_back(
        subject.language == Language::ja
            ? to_string(*product.as_of) + " 時点の情報です (" + to_string(*product.review_by) + " までに見直し)"
            : "As of " + to_string(*product.as_of) + "; to be reviewed by " + to_string(*product.review_by));
  }
  for (const LocalText &note : product.notes) {
    explanation.notes.push_back(in_language(note, subject.language));
  }
  if (explanation.decision == Decision::legacy) {
    for (const Statement &risk : subject.policy.risks) {
      explanation.risks.push_back(in_language(risk.text, subject.language));
    }
    for (const Statement &statement : subject.policy.statements) {
      explanation.statements.push_back(in_language(statement.text, subject.language));
    }
  }
}

} // namespace

std::string_view shown_name(const HostFacts &host) {
  for (const FactText name : {host.name, host.fqdn, host.id}) {
    if (!name.empty()) {
      return name;
    }
  }
  return "unnamed-host";
}

Explanation explain(const Verdict &verdict, const Policy &policy, const Product &product, const Facts &facts,
                    std::span<const Ask> asks, Timestamp now, Language language, const Exceptions &exceptions) {
  const Subject subject{verdict, policy, product, facts, asks, now, language, exceptions.halt.value_or("")};
  Explanation explanation;
  explanation.host = shown_name(facts.host);
  explanation.module = product.id;
  explanation.module_title = in_language(product.title, language);
  explanation.decision = verdict.decision;
  explanation.acs_ready = verdict.acs_ready;
  explanation.allowed =
      verdict.highest ? verdict.asked[*verdict.highest].outcome == Outcome::allowed : verdict.acs_ready == Tri::yes;
  if (verdict.highest) {
    explanation.highest_outcome = verdict.asked[*verdict.highest].outcome;
  }
  for (std::size_t index = 0; index < verdict.asked_count; ++index) {
    explanation.asked.push_back(explain_ask(subject, asks[index], verdict.asked[index]));
  }
  if (verdict.best) {
    explanation.build = explanation.asked[*verdict.best].build;
  }
  if (const Platform *platform = subject.platform()) {
    explanation.platform_id = platform->id;
    explanation.platform_title = platform->title;
    explanation.platform_note = in_language(platform->note, language);
  }
  for (std::size_t index = 0; index < verdict.requirement_count; ++index) {
    explanation.requirements.push_back(
        explain_requirement(subject, policy.requirements[product.requires_[index]], verdict.requirements[index]));
  }
  explanation.reasons = all_reasons(explanation, reasons_of(subject, verdict.codes, nullptr, nullptr));
  add_texts(subject, explanation);
  explanation.policy_name = policy.name;
  explanation.policy_version = policy.version;
  explanation.policy_digest = policy.digest;
  explanation.collected_at = facts.collected_at;
  explanation.evaluated_at = now;
  return explanation;
}

} // namespace acsgate
