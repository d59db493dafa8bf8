#pragma once

#include "fleet/decision_counts.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acsgate {

/// The decisions of an earlier run, to compare the hosts of this one with, by the name that reports show. Names do not depend on
/// the case of ASCII letters. A name that several hosts have, then or now, is compared with nothing.
class Baseline {
public:
  static constexpr std::size_t k_max_changed = 1000; ///< hosts that are named

  struct Change {
    std::string host;
    Decision old;
    Decision now;
  };
  using Transition = std::pair<Decision, Decision>;

  /// All of the earlier run first, then `close`, then the hosts of this run.
  void remember(std::string_view host, Decision decision);
  void close();
  void compare(std::string_view host, Decision decision);

  // When all hosts were compared:
  /// Hosts by their decision then and now, where those differ.
  [[nodiscard]] const std::map<Transition, std::uint64_t> &transitions() const { return m_transitions; }
  /// The first k_max_changed hosts whose decision differs, in the order of this run.
  [[nodiscard]] const std::vector<Change> &changed() const { return m_changed; }
  /// All of those.
  [[nodiscard]] std::uint64_t changed_hosts() const;
  [[nodiscard]] std::uint64_t same() const { return m_same; }
  [[nodiscard]] std::uint64_t added() const { return m_added; }
  [[nodiscard]] std::uint64_t gone() const;
  /// Hosts of this run whose name several have.
  [[nodiscard]] std::uint64_t namesakes() const { return m_namesakes; }

private:
  enum class Met : std::uint8_t { not_yet, once, namesake };
  struct Entry {
    std::size_t begin = 0; ///< of the name in m_names
    std::uint32_t size = 0;
    bool repeated = false; ///< several hosts had the name then
    Decision decision = Decision::unknown;
    Decision now = Decision::unknown; ///< where met once
    Met met = Met::not_yet;
  };
  void count_change(const Entry &entry, std::string_view host);
  void take_back(const Entry &entry);
  [[nodiscard]] std::string_view name(const Entry &entry) const { return {m_names.data() + entry.begin, entry.size}; }

  std::string m_names; ///< one after the other: a million strings of their own would take three times the room
  std::vector<Entry> m_entries;
  std::map<Transition, std::uint64_t> m_transitions;
  std::vector<Change> m_changed;
  std::uint64_t m_same = 0;
  std::uint64_t m_added = 0;
  std::uint64_t m_namesakes = 0;
  std::string m_lower; ///< of the host at hand
};

} // namespace acsgate
