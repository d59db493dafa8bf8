#pragma once

#include "facts/facts.hpp"

#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace acsgate {

/// Most hotfixes of one host that a facts document holds (see facts_lists.cpp).
inline constexpr std::size_t k_max_listed_hotfixes = 10000;

/// The KB number in a hotfix id as Win32_QuickFixEngineering gives it: `KB5005625`, and on old systems also `KB2536276-v2 -
/// Update`, `KB975558_WM8`, `KB2742604 - QFE` or `Q147222`. Nothing for ids without a number, such as `File 1`.
[[nodiscard]] std::optional<Kb> parse_hotfix_id(std::string_view id);

/// `File 1`: what Windows XP and 2003 list where the id of an update is lost.
[[nodiscard]] bool is_lost_hotfix_id(std::string_view id);

/// True for what starts like a KB number and is none: something was lost or got in between.
[[nodiscard]] bool is_damaged_hotfix_id(std::string_view id);

/// Hotfixes in the order in which they were listed, each once.
class HotfixList {
public:
  /// False if there are more than a facts document holds.
  [[nodiscard]] bool add(Kb kb) {
    if (m_seen.insert(kb).second) {
      m_hotfixes.push_back(kb);
    }
    return m_hotfixes.size() <= k_max_listed_hotfixes;
  }
  [[nodiscard]] bool holds(Kb kb) const { return m_seen.contains(kb); }
  [[nodiscard]] std::vector<Kb> take() { return std::move(m_hotfixes); }

private:
  std::vector<Kb> m_hotfixes;
  std::unordered_set<Kb> m_seen;
};

} // namespace acsgate
