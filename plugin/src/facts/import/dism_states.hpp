#pragma once

#include "facts/import/dism_report.hpp"

#include <cstdint>
#include <map>
#include <string_view>

namespace acsgate {

/// `other`: a state that proves nothing; `unknown`: a word whose meaning nothing tells.
enum class DismState : std::uint8_t { installed, install_pending, uninstall_pending, other, unknown };

/// The state of each word that a report uses. English ones are known by the word. DISM prints states in the language of the
/// display, and no table of those could be trusted to be right, so two of them are known by who bears them:
/// what the package that the running system itself is made of bears is `installed`; what a rollup bears below an installed
/// one of the same build is no state that a newer package could be in, so `other`.
class DismStates {
public:
  explicit DismStates(const DismReport &report);

  [[nodiscard]] DismState of(std::string_view word) const;

  /// True for a rollup below an installed one of the same build: whatever its state, it changes nothing.
  [[nodiscard]] bool overtaken(const PackageIdentity &identity) const;

private:
  std::map<std::string_view, DismState> m_words;
  std::map<std::uint32_t, std::uint32_t> m_in_force; ///< highest installed revision by build
};

} // namespace acsgate
