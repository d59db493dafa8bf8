#pragma once

#include "gate/evaluate.hpp"

namespace acsgate {

/// Is a build an ACS build. `why_unknown` is set where `acs` is unknown and the product's builds matter at all.
struct BuildClass {
  Tri acs = Tri::unknown;
  std::optional<Code> why_unknown;
};

/// The line of a version, or null.
[[nodiscard]] const Line *line_of(const Product &product, const Version &version);

/// At or after the first ACS build of its line: ACS; before it: legacy. A three-part version counts only where every patch level
/// of the line gives the same answer. Outside the known lines only a release date before the policy's `legacy_until` tells.
[[nodiscard]] BuildClass classify(const Policy &policy, const Product &product, const Ask &ask);

/// Is `installed` at or above `asked`; `same` if it is exactly that build. Unknown where a missing patch level leaves it open.
struct Standing {
  Tri at_or_above = Tri::no;
  bool same = false;
};
[[nodiscard]] Standing standing_of(const Product &product, const Version &installed, const Version &asked);

} // namespace acsgate
