#pragma once

#include "gate/evaluate.hpp"

namespace acsgate {

/// Is this build of the product, or a newer one, installed.
enum class Installed : std::uint8_t {
  at_or_above, ///< certainly
  not_there,   ///< certainly not: the product is not installed, or an older build is
  ambiguous,   ///< a version that was read leaves it open
  not_read,    ///< the modules of the host were not read
};

/// One module at or above suffices, whatever the others are. Compares as decisions do: a newer line counts as newer.
[[nodiscard]] Installed installed_at_or_above(const Product &product, const ModuleFacts &modules, const Version &build);

/// Version of the module that `installed_at_or_above` speaks of: the first at or above, else the first that leaves it open, else
/// the first of the product; empty where there is none.
[[nodiscard]] FactText installed_version(const Product &product, const ModuleFacts &modules, const Version &build);

} // namespace acsgate
