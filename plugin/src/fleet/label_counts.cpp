#include "fleet/label_counts.hpp"

#include <algorithm>

namespace acsgate {

FactText label_of(const HostFacts &host, std::string_view label) {
  const auto found = std::ranges::find(host.labels, label, &std::pair<FactText, FactText>::first);
  return found == host.labels.end() ? FactText() : found->second;
}

void LabelCounts::add(const HostFacts &host, Decision decision) {
  const FactText value = label_of(host, m_label);
  auto found = m_values.find(value);
  if (found == m_values.end()) {
    if (m_values.size() >= k_max_values) {
      m_others.add(decision);
      return;
    }
    found = m_values.emplace(value, DecisionCounts()).first;
  }
  found->second.add(decision);
}

std::vector<NamedCounts> LabelCounts::values() const {
  std::vector<NamedCounts> values;
  values.reserve(m_values.size());
  for (const auto &[value, counts] : m_values) {
    values.push_back({value, counts});
  }
  sort_by_hosts(values);
  return values;
}

void sort_by_hosts(std::vector<NamedCounts> &counts) {
  std::ranges::stable_sort(counts, [](const NamedCounts &left, const NamedCounts &right) {
    return left.counts.total() != right.counts.total() ? left.counts.total() > right.counts.total() : left.name < right.name;
  });
}

} // namespace acsgate
