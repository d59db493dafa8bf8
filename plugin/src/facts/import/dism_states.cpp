#include "facts/import/dism_states.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>

namespace acsgate {

namespace {

/// DismPackageFeatureState of the DISM API, as dism.exe prints it in English. `Partially Installed` is the servicing state
/// 0x65, which waits for a restart as 0x60 does.
constexpr std::pair<std::string_view, DismState> k_english[] = {
    {"install pending", DismState::install_pending},
    {"installed", DismState::installed},
    {"not present", DismState::other},
    {"partially installed", DismState::install_pending},
    {"removed", DismState::other},
    {"resolved", DismState::other},
    {"staged", DismState::other},
    {"superseded", DismState::other},
    {"uninstall pending", DismState::uninstall_pending},
};

std::optional<DismState> english(std::string_view word) {
  const auto *const found = std::ranges::find(k_english, lower_ascii(word), [](const auto &row) { return row.first; });
  return found == std::end(k_english) ? std::nullopt : std::optional(found->second);
}

/// A console without the letters of a language writes question marks, and then different words look alike.
bool is_legible(std::string_view word) {
  return word.find('?') == std::string_view::npos && word.find("\uFFFD") == std::string_view::npos;
}

} // namespace

DismStates::DismStates(const DismReport &report) {
  std::optional<std::string_view> installed;
  bool same = true;
  for (const DismRow &row : report.rows) {
    const auto known = english(row.state);
    m_words.emplace(row.state, known.value_or(DismState::unknown));
    if (row.identity.name == k_foundation_package) {
      same = same && (!installed || *installed == row.state);
      installed = row.state;
    }
  }
  if (installed && same && of(*installed) == DismState::unknown && is_legible(*installed)) {
    m_words[*installed] = DismState::installed;
  }
  for (const DismRow &row : report.rows) {
    const auto rollup = parse_rollup_version(row.identity.version);
    if (row.identity.name == k_rollup_package && rollup && of(row.state) == DismState::installed) {
      m_in_force[rollup->build] = std::max(m_in_force[rollup->build], rollup->ubr);
    }
  }
  for (const DismRow &row : report.rows) {
    if (of(row.state) == DismState::unknown && is_legible(row.state) && overtaken(row.identity)) {
      m_words[row.state] = DismState::other;
    }
  }
}

bool DismStates::overtaken(const PackageIdentity &identity) const {
  const auto rollup = parse_rollup_version(identity.version);
  if (identity.name != k_rollup_package || !rollup) {
    return false;
  }
  const auto newest = m_in_force.find(rollup->build);
  return newest != m_in_force.end() && rollup->ubr < newest->second;
}

DismState DismStates::of(std::string_view word) const {
  const auto found = m_words.find(word);
  return found == m_words.end() ? DismState::unknown : found->second;
}

} // namespace acsgate
