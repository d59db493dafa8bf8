#pragma once

#include "gate/explain.hpp"
#include "install/offer.hpp"
#include "install/own_result.hpp"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace acsgate {

/// The packages of an offer that come into question on a host, before anything is decided.
struct Candidates {
  std::vector<Package> packages;
  bool other_architecture = false;   ///< there are more, but for another one
  bool unknown_architecture = false; ///< there are more, and it is not known which one this host has
};

/// Those of the product and, where builds are asked for, of these builds, for the host's architecture `arch` (as facts have it;
/// empty: not known). A package of no known architecture comes into question everywhere.
[[nodiscard]] Candidates candidates_of(const Offer &offer, const Product &product, std::span<const Version> asked,
                                       std::string_view arch);

/// What `run` does: install a package, nothing because the host has it or a newer one, or nothing for a reason of its own.
struct NothingToDo {};
using Choice = std::variant<const Package *, NothingToDo, OwnResult>;

/// Chooses among the candidates by the decision on the host. Pure. `explanation.asked` must hold the candidates' builds, in their
/// order. Never a downgrade, and nothing where it was not read what is installed.
[[nodiscard]] Choice choose(const Candidates &candidates, const Explanation &explanation);

/// A package that is declared to be an ACS or a legacy build, and by the policy is the other; null where there is none.
[[nodiscard]] const Package *misdeclared(const Candidates &candidates, const Explanation &explanation);

} // namespace acsgate
