#pragma once

#include "facts/facts.hpp"
#include "fleet/decision_counts.hpp"

#include <map>
#include <string>
#include <vector>

namespace acsgate {

/// Counts decisions by the value of one label, in room for k_max_values values: hosts with further ones are counted together.
class LabelCounts {
public:
  static constexpr std::size_t k_max_values = 1000;

  explicit LabelCounts(std::string label) : m_label(std::move(label)) {}

  void add(const HostFacts &host, Decision decision);

  [[nodiscard]] const std::string &label() const { return m_label; }
  /// By value, most hosts first; the empty name is for hosts without the label.
  [[nodiscard]] std::vector<NamedCounts> values() const;
  /// Hosts whose value found no room.
  [[nodiscard]] const DecisionCounts &others() const { return m_others; }

private:
  std::string m_label;
  std::map<std::string, DecisionCounts, std::less<>> m_values;
  DecisionCounts m_others;
};

/// The value of a label, or empty where the host has no such label.
[[nodiscard]] FactText label_of(const HostFacts &host, std::string_view label);

/// Most hosts first, else by name.
void sort_by_hosts(std::vector<NamedCounts> &counts);

} // namespace acsgate
