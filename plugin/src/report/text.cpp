#include "base/placeholders.hpp"
#include "base/version_info.hpp"
#include "gate/name.hpp"
#include "report/host_reasons.hpp"
#include "report/label.hpp"
#include "report/limits.hpp"
#include "report/render.hpp"

#include <algorithm>
#include <utility>

namespace acsgate {

namespace {

/// Width of `read from: ` and `next step: `, the longest English labels.
constexpr std::size_t k_label_width = 11;

Label label_of(Decision decision) {
  switch (decision) {
  case Decision::acs:
    return Label::verdict_acs;
  case Decision::legacy:
    return Label::verdict_legacy;
  case Decision::hold:
    return Label::verdict_hold;
  case Decision::unknown:
    return Label::verdict_unknown;
  case Decision::not_applicable:
    return Label::verdict_not_applicable;
  }
  return Label::verdict_unknown;
}

Label label_of(Status status) {
  switch (status) {
  case Status::pass:
    return Label::mark_pass;
  case Status::fail:
    return Label::mark_fail;
  case Status::unknown:
    return Label::mark_unknown;
  case Status::waived:
    return Label::mark_waived;
  case Status::not_applicable:
    return Label::mark_not_applicable;
  }
  return Label::mark_unknown;
}

bool has(const std::vector<Reason> &reasons, Code code) {
  return std::ranges::find(reasons, code, &Reason::code) != reasons.end();
}

bool is_urgent(const Reason &reason) {
  return reason.code == Code::gate_halted || reason.code == Code::module_acs_on_unready_host;
}

Label outcome_label(const AskExplanation &ask) {
  const bool refused_otherwise =
      has(ask.reasons, Code::build_acs_held_back) || has(ask.reasons, Code::product_platform_unsupported);
  const bool settled = ask.outcome == Outcome::allowed || (ask.outcome == Outcome::refused && !refused_otherwise);
  if (settled && has(ask.reasons, Code::module_at_or_above)) {
    return Label::ask_nothing_to_do;
  }
  switch (ask.outcome) {
  case Outcome::allowed:
    return Label::ask_allowed;
  case Outcome::refused:
    return Label::ask_refused;
  case Outcome::held:
    return Label::ask_held;
  case Outcome::unknown:
    break;
  }
  return Label::ask_unknown;
}

/// Writes one report; each function adds the lines of one part.
class Writer {
public:
  Writer(const Explanation &explanation, Language language) : m_explanation(explanation), m_language(language) {}

  std::string write() {
    verdict();
    asked();
    other_reasons();
    requirements();
    remarks();
    last_line();
    return std::move(m_text);
  }

private:
  void verdict() {
    const std::string &title = m_explanation.module_title.empty() ? m_explanation.module : m_explanation.module_title;
    const std::string product = printable(title);
    line((m_explanation.host.empty() ? words(Label::unnamed_host) : printable(m_explanation.host)) + ": " +
         fill_placeholders(words(label_of(m_explanation.decision)), std::span(&product, 1)));
    // The damage is done already on such a host, and nothing else matters while the gate is halted: nothing may stand before
    // them.
    for (const Reason &reason : m_explanation.reasons) {
      if (is_urgent(reason)) {
        line(words(Label::attention) + ": " + sentence(reason));
      }
    }
    if (!m_explanation.build.empty()) {
      line(words(Label::install_now) + ": " + printable(m_explanation.module + " " + m_explanation.build));
    }
  }

  void asked() {
    if (m_explanation.asked.empty()) {
      return;
    }
    line("");
    line(words(Label::asked_builds) + ":");
    for (const AskExplanation &ask : m_explanation.asked) {
      const Label kind = ask.acs == Tri::yes ? Label::acs_build : ask.acs == Tri::no ? Label::legacy_build : Label::unclear_build;
      const std::string build = ask.build.empty() ? ask.module : ask.module + " " + ask.build;
      line("  " + printable(build) + " (" + words(kind) + "): " + words(outcome_label(ask)));
      for (const Reason &reason : ask.reasons) {
        line("    " + words(Label::why) + ": " + sentence(reason));
      }
    }
  }

  void other_reasons() {
    std::vector<Reason> reasons = host_reasons(m_explanation);
    std::erase_if(reasons, is_urgent);
    if (reasons.empty()) {
      return;
    }
    line("");
    line(words(Label::also) + ":");
    for (const Reason &reason : reasons) {
      line("  - " + sentence(reason));
    }
  }

  void requirements() {
    if (!m_explanation.platform_id.empty()) {
      line("");
      line(words(Label::platform) + ": " + long_text(m_explanation.platform_title));
      if (!m_explanation.platform_note.empty()) {
        line("  " + long_text(m_explanation.platform_note));
      }
    }
    for (const RequirementExplanation &requirement : m_explanation.requirements) {
      line("");
      line(words(label_of(requirement.status)) + " " + long_text(requirement.title.empty() ? requirement.id : requirement.title));
      for (const Evidence &item : requirement.evidence) {
        evidence(item);
      }
      for (const Reason &reason : requirement.reasons) {
        detail(Label::why, sentence(reason));
      }
      if (requirement.remedy) {
        detail(Label::next_step, long_text(requirement.remedy->text));
      }
    }
  }

  void evidence(const Evidence &item) {
    std::string value = words(Label::not_read);
    if (const auto *number = std::get_if<std::int64_t>(&item.value)) {
      value = std::to_string(*number);
    } else if (const auto *text = std::get_if<std::string>(&item.value)) {
      value = text->empty() ? words(Label::empty_value) : printable(*text);
    }
    detail(Label::found, printable(item.fact) + ": " + value);
    if (!item.needed.empty()) {
      detail(Label::needed, long_text(item.needed));
    }
    if (!item.source.empty()) {
      detail(Label::read_from, printable(item.source));
    }
  }

  void remarks() {
    if (!m_explanation.notes.empty()) {
      line("");
    }
    for (const std::string &note : m_explanation.notes) {
      line(words(Label::note) + ": " + long_text(note));
    }
    list(Label::risks, m_explanation.risks);
    list(Label::statements, m_explanation.statements);
  }

  void list(Label heading, const std::vector<std::string> &texts) {
    if (texts.empty()) {
      return;
    }
    line("");
    line(words(heading) + ":");
    for (const std::string &text : texts) {
      line("  - " + long_text(text));
    }
  }

  void last_line() {
    std::string text =
        words(Label::policy) + ": " + printable(m_explanation.policy_name) + " " + printable(m_explanation.policy_version);
    if (!m_explanation.policy_digest.empty()) {
      text += " (" + printable(m_explanation.policy_digest.substr(0, k_digest_bytes)) + ")";
    }
    text += "; " + words(Label::facts) + ": ";
    if (m_explanation.collected_at) {
      text += to_string(*m_explanation.collected_at) + " (" + age(m_explanation.evaluated_at - *m_explanation.collected_at) + ")";
    } else {
      text += words(Label::facts_undated);
    }
    text += "; " + words(Label::decided) + ": " + to_string(m_explanation.evaluated_at) + ", " + std::string(gate_version());
    line("");
    line(text);
  }

  /// How old the facts were, in the unit that a person would use.
  [[nodiscard]] std::string age(Duration age) const {
    using namespace std::chrono_literals;
    if (age < 0s) {
      return words(Label::in_future);
    }
    const auto in = [&](Duration unit, Label label) { return std::to_string(age / unit) + " " + words(label); };
    return age >= 48h    ? in(24h, Label::days_ago)
           : age >= 2h   ? in(1h, Label::hours_ago)
           : age >= 2min ? in(1min, Label::minutes_ago)
                         : in(1s, Label::seconds_ago);
  }

  /// An indented line of a requirement. Columns are aligned in English only: East Asian characters have no agreed width.
  void detail(Label label, const std::string &text) {
    std::string start = words(label) + ":";
    start.resize(m_language == Language::en ? std::max(start.size() + 1, k_label_width) : start.size() + 1, ' ');
    line("  " + start + text);
  }

  [[nodiscard]] std::string words(Label label) const { return std::string(words_of(label, m_language)); }

  static std::string long_text(std::string_view text) { return printable(text, k_most_text_bytes); }

  static std::string sentence(const Reason &reason) {
    return long_text(reason.text) + " (" + std::string(name_of(reason.code)) + ")";
  }

  void line(std::string_view text) {
    m_text += text;
    m_text += '\n';
  }

  const Explanation &m_explanation;
  Language m_language;
  std::string m_text;
};

} // namespace

std::string render_text(const Explanation &explanation, Language language) { return Writer(explanation, language).write(); }

} // namespace acsgate
