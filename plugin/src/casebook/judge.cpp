#include "casebook/judge.hpp"

#include "casebook/words.hpp"
#include "gate/explain.hpp"
#include "gate/name.hpp"

#include <algorithm>

namespace acsgate {

namespace {

std::string text_of(CodeSet codes) {
  std::string text;
  codes.for_each([&](Code code) { text += (text.empty() ? "" : " ") + std::string(name_of(code)); });
  return text.empty() ? "none" : text;
}

std::string text_of(const std::vector<Kb> &kbs) {
  std::string text;
  for (const Kb kb : kbs) {
    text += (text.empty() ? "KB" : " KB") + std::to_string(kb);
  }
  return text.empty() ? "none" : text;
}

std::string or_none(const std::string &text) { return text.empty() ? "none" : text; }

/// The reasons that a report of the verdict lists: a requirement that is met gives none.
CodeSet all_codes(const Verdict &verdict) {
  CodeSet codes = verdict.codes;
  for (std::size_t index = 0; index < verdict.requirement_count; ++index) {
    if (verdict.requirements.at(index).status != Status::pass) {
      codes.add(verdict.requirements.at(index).codes);
    }
  }
  for (std::size_t index = 0; index < verdict.asked_count; ++index) {
    codes.add(verdict.asked.at(index).codes);
  }
  return codes;
}

/// Everything that a person would read, each text for itself.
std::vector<std::string> texts_of(const Explanation &explanation) {
  std::vector<std::string> texts{explanation.module_title, explanation.platform_title, explanation.platform_note};
  const auto add_reasons = [&](const std::vector<Reason> &reasons) {
    std::ranges::transform(reasons, std::back_inserter(texts), &Reason::text);
  };
  add_reasons(explanation.reasons);
  for (const RequirementExplanation &requirement : explanation.requirements) {
    texts.push_back(requirement.title);
    add_reasons(requirement.reasons);
    for (const Evidence &evidence : requirement.evidence) {
      texts.push_back(evidence.needed);
    }
    if (requirement.remedy) {
      texts.push_back(requirement.remedy->text);
    }
  }
  for (const auto *list : {&explanation.notes, &explanation.risks, &explanation.statements}) {
    texts.insert(texts.end(), list->begin(), list->end());
  }
  return texts;
}

class Judge {
public:
  Judge(const Case &tested, const Policy &policy)
      : m_case(tested), m_expected(tested.expected), m_policy(policy), m_product(*policy.find_product(tested.module.text)),
        m_facts(tested.facts->get()), m_verdict(evaluate(policy, m_product, m_facts, tested.asks, exceptions(), tested.now)) {}

  std::vector<Mismatch> mismatches() {
    compare("decision", std::string(name_of(m_expected.decision)), std::string(name_of(m_verdict.decision)));
    if (m_expected.codes) {
      compare_codes("codes", *m_expected.codes, all_codes(m_verdict));
    }
    if (m_expected.ready) {
      compare("ready", std::string(word_of_ready(*m_expected.ready)), std::string(word_of_ready(m_verdict.acs_ready)));
    }
    if (m_expected.platform) {
      compare("platform", or_none(m_expected.platform->text),
              m_verdict.platform ? m_policy.platforms[*m_verdict.platform].id : "none");
    }
    std::ranges::for_each(m_expected.requirements, [&](const ExpectedRequirement &expected) { judge_requirement(expected); });
    judge_asks();
    if (m_expected.kbs || !m_expected.says.empty()) {
      judge_words();
    }
    return std::move(m_mismatches);
  }

  [[nodiscard]] const Product &product() const { return m_product; }
  [[nodiscard]] const Verdict &verdict() const { return m_verdict; }

private:
  [[nodiscard]] Exceptions exceptions() const {
    Exceptions exceptions;
    for (const CaseName &name : m_case.waived) {
      const auto requirement = std::ranges::find(m_policy.requirements, name.text, &Requirement::id);
      exceptions.waived |= 1U << static_cast<unsigned>(requirement - m_policy.requirements.begin());
    }
    return exceptions;
  }

  void compare(std::string what, std::string expected, std::string found) {
    if (expected != found) {
      m_mismatches.push_back({std::move(what), std::move(expected), std::move(found)});
    }
  }

  void compare_codes(std::string what, CodeSet expected, CodeSet found) {
    if (expected != found) {
      m_mismatches.push_back({std::move(what), text_of(expected), text_of(found)});
    }
  }

  void judge_requirement(const ExpectedRequirement &expected) {
    const std::string what = "requirement " + expected.id.text;
    for (std::size_t index = 0; index < m_verdict.requirement_count; ++index) {
      if (m_policy.requirements[m_product.requires_[index]].id == expected.id.text) {
        const RequirementVerdict &found = m_verdict.requirements.at(index);
        compare(what, std::string(name_of(expected.status)), std::string(name_of(found.status)));
        if (expected.codes) {
          compare_codes(what + " codes", *expected.codes, found.codes);
        }
        return;
      }
    }
    compare(what, std::string(name_of(expected.status)), "not judged for this host and module");
  }

  void judge_asks() {
    for (std::size_t index = 0; index < m_expected.asks.size(); ++index) {
      const ExpectedAsk &expected = m_expected.asks[index];
      const AskVerdict &found = m_verdict.asked.at(index);
      const std::string what = "build " + name_of_ask(index);
      if (expected.outcome) {
        compare(what, std::string(word_of(*expected.outcome)), std::string(word_of(found.outcome)));
      }
      if (expected.acs) {
        compare(what + " kind", std::string(word_of_build(*expected.acs)), std::string(word_of_build(found.acs)));
      }
      if (expected.codes) {
        compare_codes(what + " codes", *expected.codes, found.codes);
      }
    }
    if (m_expected.outcome) {
      compare("outcome", std::string(word_of(*m_expected.outcome)),
              m_verdict.highest ? std::string(word_of(m_verdict.asked.at(*m_verdict.highest).outcome)) : "nothing was asked");
    }
    if (m_expected.best) {
      compare("best", or_none(*m_expected.best), m_verdict.best ? name_of_ask(*m_verdict.best) : "none");
    }
  }

  [[nodiscard]] std::string name_of_ask(std::size_t index) const {
    const std::optional<Version> &build = m_case.asks[index].build;
    return build ? to_string(*build) : m_product.id;
  }

  void judge_words() {
    std::vector<std::string> texts;
    std::vector<Kb> kbs;
    for (const Language language : {Language::en, Language::ja}) {
      const Explanation explanation = explain(m_verdict, m_policy, m_product, m_facts, m_case.asks, m_case.now, language);
      for (const RequirementExplanation &requirement : explanation.requirements) {
        if (requirement.remedy && language == Language::en) {
          kbs.insert(kbs.end(), requirement.remedy->kb.begin(), requirement.remedy->kb.end());
        }
      }
      std::ranges::move(texts_of(explanation), std::back_inserter(texts));
    }
    std::ranges::sort(kbs);
    if (m_expected.kbs) {
      compare("kb", text_of(*m_expected.kbs), text_of(kbs));
    }
    for (const std::string &part : m_expected.says) {
      if (std::ranges::none_of(texts, [&](const std::string &text) { return text.find(part) != std::string::npos; })) {
        m_mismatches.push_back({"says", part, "no text with these words"});
      }
    }
  }

  const Case &m_case;
  const Expectation &m_expected;
  const Policy &m_policy;
  const Product &m_product;
  const Facts &m_facts;
  Verdict m_verdict;
  std::vector<Mismatch> m_mismatches;
};

} // namespace

std::vector<Mismatch> judge_case(const Case &tested, const Policy &policy, Coverage *coverage) {
  Judge judge(tested, policy);
  if (coverage != nullptr) {
    coverage->touch(tested, judge.product(), judge.verdict());
  }
  return judge.mismatches();
}

} // namespace acsgate
