#include "gate/name.hpp"
#include "gate/words.hpp"
#include "report/fleet_report.hpp"
#include "report/fleet_words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_shown_rows = 20; ///< of each table
constexpr std::size_t k_column = 11;

std::string padded(const std::string &text) { return std::string(k_column - std::min(k_column - 1, text.size()), ' ') + text; }

class FleetText {
public:
  explicit FleetText(const FleetReport &report) : m_report(report) {}

  std::string render() {
    const FleetSummary &summary = m_report.summary;
    const Policy &policy = m_report.policy;
    line(words(FleetWord::head, {grouped(summary.decisions().total()), to_string(m_report.now), policy.name, policy.version}));
    if (m_report.bad_lines > 0) {
      line(words(FleetWord::bad_lines, {grouped(m_report.bad_lines)}));
    }
    m_text += '\n';
    table_head();
    row(words(FleetWord::all_hosts), summary.decisions());
    unready();
    table(words(FleetWord::by_platform), summary.platforms());
    for (const LabelCounts &label : summary.labels()) {
      labels(label);
    }
    if (m_report.rollout != nullptr) {
      table(words(FleetWord::by_wave, {std::string(m_report.rollout->name())}), m_report.rollout->waves());
    }
    blockers();
    if (m_report.what_if != nullptr) {
      what_if(*m_report.what_if);
    }
    if (m_report.rollout != nullptr) {
      commitments(*m_report.rollout);
    }
    oldest();
    if (m_report.baseline != nullptr) {
      changes(*m_report.baseline);
    }
    return std::move(m_text);
  }

private:
  [[nodiscard]] std::string words(FleetWord word, std::initializer_list<std::string> values = {}) const {
    return words_of(word, m_report.language, values);
  }
  /// A line of text; names in it come from facts.
  void line(const std::string &text) { m_text += printable(text, 2000) + '\n'; }
  void title(const std::string &text) {
    m_text += '\n';
    line(text);
  }

  void table_head() {
    for (const Decision decision : k_decisions) {
      m_text += padded(std::string(decision == Decision::not_applicable ? "n/a" : name_of(decision)));
    }
    m_text += padded(m_report.language == Language::en ? words(FleetWord::hosts) : "") +
              (m_report.language == Language::en ? "" : words(FleetWord::hosts)) + '\n';
  }
  void row(const std::string &name, const DecisionCounts &counts) {
    for (const Decision decision : k_decisions) {
      m_text += padded(grouped(counts.of(decision)));
    }
    line(padded(grouped(counts.total())) + "  " + (name.empty() ? words(FleetWord::none) : name));
  }
  void table(const std::string &name, const std::vector<NamedCounts> &rows) {
    if (rows.empty()) {
      return;
    }
    title(name);
    for (std::size_t index = 0; index < rows.size() && index < k_shown_rows; ++index) {
      row(rows[index].name, rows[index].counts);
    }
    more(rows.size(), k_shown_rows, FleetWord::more_rows);
  }
  void more(std::uint64_t all, std::size_t shown, FleetWord word) {
    if (all > shown) {
      line("  " + words(word, {grouped(all - shown)}));
    }
  }

  void labels(const LabelCounts &label) {
    table(words(FleetWord::by_label, {label.label()}), label.values());
    if (label.others().total() > 0) {
      row(words(FleetWord::other_values), label.others());
    }
  }

  void unready() {
    const FleetSummary &summary = m_report.summary;
    if (summary.unready_hosts() == 0) {
      return;
    }
    title(words(FleetWord::unready, {grouped(summary.unready_hosts())}));
    const std::size_t shown = std::min(summary.unready().size(), k_shown_rows);
    for (std::size_t index = 0; index < shown; ++index) {
      line("  " + words(FleetWord::unready_host, {summary.unready()[index].host, summary.unready()[index].version}));
    }
    more(summary.unready_hosts(), shown, FleetWord::more_hosts);
  }

  void blockers() {
    const std::vector<Blocker> ranking = m_report.summary.blockers().ranking(m_report.language);
    if (ranking.empty()) {
      return;
    }
    title(words(FleetWord::blockers));
    for (std::size_t index = 0; index < ranking.size() && index < k_shown_rows; ++index) {
      line(padded(grouped(ranking[index].hosts)) + "  " + blocker_text(ranking[index], m_report.language));
    }
    more(ranking.size(), k_shown_rows, FleetWord::more_rows);
  }

  void what_if(const WhatIf &what_if) {
    if (what_if.blocked() == 0) {
      title(words(FleetWord::nobody_blocked));
      return;
    }
    title(words(FleetWord::what_if, {grouped(what_if.blocked())}));
    const std::vector<Unblocked> ranking = what_if.ranking(m_report.remedies, m_report.kb);
    for (std::size_t index = 0; index < ranking.size() && index < k_shown_rows; ++index) {
      line(padded(grouped(ranking[index].hosts)) + "  " + steps_text(ranking[index].steps, m_report.language));
    }
    more(ranking.size(), k_shown_rows, FleetWord::more_rows);
    if (what_if.beyond() > 0) {
      line("  " + words(FleetWord::beyond, {grouped(what_if.beyond())}));
    }
    const std::vector<WayStep> way = what_if.way(m_report.remedies, m_report.kb);
    if (!way.empty()) {
      title(words(FleetWord::way));
    }
    for (std::size_t index = 0; index < way.size() && index < k_shown_rows; ++index) {
      line("  " + std::to_string(index + 1) + ". " +
           words(FleetWord::way_step,
                 {steps_text(way[index].steps, m_report.language), grouped(way[index].gain), grouped(way[index].total)}));
    }
    more(way.size(), k_shown_rows, FleetWord::more_rows);
  }

  void commitments(const FleetRollout &rollout) {
    const std::vector<Commitment> all = rollout.commitments();
    if (all.empty() && rollout.unaccepted() == 0) {
      return;
    }
    title(words(FleetWord::risks, {std::string(rollout.name())}));
    for (const Commitment &item : all) {
      const bool ended = item.until <= m_report.now;
      const bool soon = !ended && item.until <= m_report.now + k_ends_soon;
      line("  " +
           (ended  ? words(FleetWord::ended) + ": "
            : soon ? words(FleetWord::ends_soon) + ": "
                   : "") +
           words(item.kind == Commitment::Kind::waiver ? FleetWord::waiver : FleetWord::risk,
                 {grouped(item.hosts), item.reason, item.who, to_string(item.until), item.covers, item.what}));
    }
    if (rollout.unaccepted() > 0) {
      line("  " + words(FleetWord::unaccepted, {grouped(rollout.unaccepted())}));
    }
  }

  void oldest() {
    const FleetSummary &summary = m_report.summary;
    if (summary.oldest().empty() && summary.undated() == 0) {
      return;
    }
    title(words(FleetWord::oldest));
    for (const DatedHost &host : summary.oldest()) {
      const auto days = std::chrono::floor<std::chrono::days>(m_report.now - host.collected).count();
      line("  " + words(FleetWord::age, {to_string(host.collected), host.host, std::to_string(days)}));
    }
    if (summary.stale() > 0) {
      line("  " + words(FleetWord::stale, {grouped(summary.stale())}));
    }
    if (summary.undated() > 0) {
      line("  " + words(FleetWord::undated, {grouped(summary.undated())}));
    }
  }

  void changes(const Baseline &baseline) {
    title(words(FleetWord::changes, {m_report.baseline_name}));
    for (const auto &[transition, hosts] : baseline.transitions()) {
      line("  " + words(FleetWord::change,
                        {grouped(hosts), std::string(name_of(transition.first)), std::string(name_of(transition.second))}));
    }
    const std::pair<FleetWord, std::uint64_t> counts[] = {{FleetWord::new_hosts, baseline.added()},
                                                          {FleetWord::gone_hosts, baseline.gone()},
                                                          {FleetWord::namesakes, baseline.namesakes()},
                                                          {FleetWord::same_hosts, baseline.same()}};
    for (const auto &[word, hosts] : counts) {
      if (hosts > 0) {
        line("  " + words(word, {grouped(hosts)}));
      }
    }
    const std::size_t shown = std::min(baseline.changed().size(), k_shown_rows);
    for (std::size_t index = 0; index < shown; ++index) {
      const Baseline::Change &change = baseline.changed()[index];
      line("    " + change.host + ": " + std::string(name_of(change.old)) + " -> " + std::string(name_of(change.now)));
    }
    more(baseline.changed_hosts(), shown, FleetWord::more_hosts);
  }

  const FleetReport &m_report;
  std::string m_text;
};

constexpr std::pair<std::string_view, FleetWord> k_blocker_words[] = {
    {"GATE.HALTED", FleetWord::halted},
    {"CLOCK.IMPLAUSIBLE", FleetWord::clock_implausible},
    {"FACTS.STALE", FleetWord::facts_stale},
    {"FACTS.FROM_FUTURE", FleetWord::facts_from_future},
    {"OS.FAMILY_UNKNOWN", FleetWord::family_unknown},
};

std::string step_text(const Step &step, Language language) {
  switch (step.remedy) {
  case Remedies::root:
    return words_of(FleetWord::root, language);
  case Remedies::restart:
    return words_of(FleetWord::restart, language);
  default:
    return step.kb.empty() ? words_of(FleetWord::update, language)
                           : words_of(FleetWord::update_kb, language, {kb_alternatives(step.kb, language)});
  }
}

} // namespace

std::string steps_text(const std::vector<Step> &steps, Language language) {
  std::string text;
  for (const Step &step : steps) {
    text += (text.empty() ? "" : words_of(FleetWord::and_then, language)) + step_text(step, language);
  }
  return text;
}

std::string host_remedy(std::string_view code, Language language) {
  const auto *const found = std::ranges::find(k_blocker_words, code, &std::pair<std::string_view, FleetWord>::first);
  return found == std::end(k_blocker_words) ? std::string() : words_of(found->second, language);
}

std::string blocker_text(const Blocker &blocker, Language language) {
  if (blocker.requirement.empty()) {
    const std::string text = host_remedy(blocker.code, language);
    return text.empty() ? blocker.code : text;
  }
  const std::uint64_t needed = blocker.esu_missing + blocker.esu_unread;
  if (needed == 0) {
    return blocker.remedy.text;
  }
  return blocker.remedy.text + "; " +
         (blocker.esu_unread == 0 ? words_of(FleetWord::esu_needed, language, {grouped(needed)})
                                  : words_of(FleetWord::esu_unread, language, {grouped(needed), grouped(blocker.esu_unread)}));
}

std::string render_fleet_text(const FleetReport &report) { return FleetText(report).render(); }

} // namespace acsgate
