#include "fleet/fleet_summary.hpp"

#include "gate/ask.hpp"
#include "gate/build_class.hpp"

#include <algorithm>

namespace acsgate {

FleetSummary::FleetSummary(const Policy &policy, const Product &product, const std::vector<std::string> &labels)
    : m_policy(policy), m_product(product), m_platforms(policy.platforms.size() + 1), m_blockers(policy, product) {
  m_labels.reserve(labels.size());
  for (const std::string &label : labels) {
    m_labels.emplace_back(label);
  }
}

void FleetSummary::add(const Facts &facts, const Verdict &verdict) {
  m_decisions.add(verdict.decision);
  m_platforms[verdict.platform.value_or(m_policy.platforms.size())].add(verdict.decision);
  for (LabelCounts &label : m_labels) {
    label.add(facts.host, verdict.decision);
  }
  if (verdict.decision != Decision::acs) {
    m_blockers.add(facts, verdict);
  }
  if (verdict.codes.has(Code::module_acs_on_unready_host)) {
    note_unready(facts);
  }
  note_age(facts, verdict);
}

void FleetSummary::note_unready(const Facts &facts) {
  ++m_unready_hosts;
  if (m_unready.size() >= k_max_named || !facts.modules.items) {
    return;
  }
  const auto module = std::ranges::find_if(*facts.modules.items, [&](const ModuleFact &item) {
    const auto version = parse_version(item.version);
    return version && is_of(m_product, item) && classify(m_policy, m_product, {version, {}}).acs == Tri::yes;
  });
  m_unready.push_back({.host = std::string(shown_name(facts.host)),
                       .version = module == facts.modules.items->end() ? std::string() : std::string(module->version)});
}

void FleetSummary::note_age(const Facts &facts, const Verdict &verdict) {
  m_stale += verdict.codes.has(Code::facts_stale) && facts.collected_at ? 1 : 0;
  if (!facts.collected_at) {
    ++m_undated;
    return;
  }
  const Timestamp collected = *facts.collected_at;
  if (m_oldest.size() == k_max_oldest && m_oldest.back().collected <= collected) {
    return;
  }
  const auto place = std::ranges::upper_bound(m_oldest, collected, {}, &DatedHost::collected);
  m_oldest.insert(place, {.host = std::string(shown_name(facts.host)), .collected = collected});
  if (m_oldest.size() > k_max_oldest) {
    m_oldest.pop_back();
  }
}

std::vector<NamedCounts> FleetSummary::platforms() const {
  std::vector<NamedCounts> rows;
  for (std::size_t index = 0; index < m_platforms.size(); ++index) {
    if (m_platforms[index].total() > 0) {
      rows.push_back({index < m_policy.platforms.size() ? m_policy.platforms[index].title : "", m_platforms[index]});
    }
  }
  sort_by_hosts(rows);
  return rows;
}

} // namespace acsgate
