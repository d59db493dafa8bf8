#pragma once

#include "gate/verdict.hpp"

#include <array>
#include <cstdint>
#include <numeric>
#include <string>

namespace acsgate {

inline constexpr std::array<Decision, 5> k_decisions{Decision::acs, Decision::legacy, Decision::hold, Decision::unknown,
                                                     Decision::not_applicable};

/// How many hosts got each decision.
class DecisionCounts {
public:
  void add(Decision decision, std::uint64_t hosts = 1) { m_hosts.at(static_cast<std::size_t>(decision)) += hosts; }
  void take(Decision decision) { --m_hosts.at(static_cast<std::size_t>(decision)); }
  void add(const DecisionCounts &other) {
    for (const Decision decision : k_decisions) {
      add(decision, other.of(decision));
    }
  }
  [[nodiscard]] std::uint64_t of(Decision decision) const { return m_hosts.at(static_cast<std::size_t>(decision)); }
  [[nodiscard]] std::uint64_t total() const { return std::accumulate(m_hosts.begin(), m_hosts.end(), std::uint64_t(0)); }
  bool operator==(const DecisionCounts &) const = default;

private:
  std::array<std::uint64_t, k_decisions.size()> m_hosts{};
};

/// The hosts of one platform, of one value of a label, of one wave.
struct NamedCounts {
  std::string name; ///< empty: hosts that have none
  DecisionCounts counts;
};

} // namespace acsgate
