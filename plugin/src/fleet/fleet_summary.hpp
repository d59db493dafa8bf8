#pragma once

#include "fleet/blockers.hpp"
#include "fleet/decision_counts.hpp"
#include "fleet/label_counts.hpp"
#include "fleet/what_if.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acsgate {

/// A host that has an ACS build although it is not ready for it.
struct UnreadyHost {
  std::string host;
  std::string version; ///< of the module
};

struct DatedHost {
  std::string host;
  Timestamp collected;
};

/// What a fleet looks like: counts, and the few hosts that a person has to look at. Memory does not grow with the number of
/// hosts. Pure: the caller reads and prints.
class FleetSummary {
public:
  static constexpr std::size_t k_max_named = 100; ///< hosts that are named of a kind
  static constexpr std::size_t k_max_oldest = 5;

  /// Counts by the values of each of these labels. `policy` and `product` must outlive this object.
  FleetSummary(const Policy &policy, const Product &product, const std::vector<std::string> &labels);

  void add(const Facts &facts, const Verdict &verdict);

  [[nodiscard]] const DecisionCounts &decisions() const { return m_decisions; }
  /// By the policy's title, most hosts first; the empty name is for hosts without a platform row.
  [[nodiscard]] std::vector<NamedCounts> platforms() const;
  [[nodiscard]] const std::vector<LabelCounts> &labels() const { return m_labels; }
  [[nodiscard]] const Blockers &blockers() const { return m_blockers; }
  [[nodiscard]] const std::vector<UnreadyHost> &unready() const { return m_unready; }
  [[nodiscard]] std::uint64_t unready_hosts() const { return m_unready_hosts; }
  /// Oldest first.
  [[nodiscard]] const std::vector<DatedHost> &oldest() const { return m_oldest; }
  [[nodiscard]] std::uint64_t stale() const { return m_stale; }
  [[nodiscard]] std::uint64_t undated() const { return m_undated; }

private:
  void note_unready(const Facts &facts);
  void note_age(const Facts &facts, const Verdict &verdict);

  const Policy &m_policy;
  const Product &m_product;
  DecisionCounts m_decisions;
  std::vector<DecisionCounts> m_platforms; ///< by index; the last one is for hosts without
  std::vector<LabelCounts> m_labels;
  Blockers m_blockers;
  std::vector<UnreadyHost> m_unready;
  std::uint64_t m_unready_hosts = 0;
  std::vector<DatedHost> m_oldest;
  std::uint64_t m_stale = 0;
  std::uint64_t m_undated = 0;
};

} // namespace acsgate
