#pragma once

#include "facts/facts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace acsgate {

/// Tells which documents are about the same host: those with the same id, or with the same computer name where one of them has no
/// id, as long as their full names (FQDN) do not differ. Names do not depend on case.
class HostGroups {
public:
  /// The group of this host, numbered from 0 in the order of their first documents; `size()` before means a new one.
  /// Nothing where the document names no host, or has no id and a name that fits several hosts or that k_max_namesakes have.
  [[nodiscard]] std::optional<std::size_t> place(const HostFacts &host);
  /// True if documents came together by their name alone and another group has that name too: one could be of either host, and
  /// what comes first must not decide. Known only when all documents are placed.
  [[nodiscard]] bool doubtful(std::size_t group) const { return m_groups[group].doubtful; }
  [[nodiscard]] std::size_t size() const { return m_groups.size(); }

  /// Hosts of one name that are told apart without an id; images that were never renamed can be thousands.
  static constexpr std::size_t k_max_namesakes = 64;

private:
  struct Known {
    std::string id;
    std::string fqdn;
    bool joined_by_name = false;
    bool doubtful = false;
  };

  void add_name(std::string name, std::size_t group);

  std::vector<Known> m_groups;
  std::unordered_map<std::string, std::size_t> m_by_id;
  std::unordered_map<std::string, std::vector<std::size_t>> m_by_name;
};

} // namespace acsgate
