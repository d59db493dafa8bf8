#pragma once

#include "gate/evaluate.hpp"

namespace acsgate {

/// True if a module of the product is installed whose build is certainly an ACS build.
[[nodiscard]] bool has_acs_build(const Policy &policy, const Product &product, const ModuleFacts &modules);

/// True if the module of a fact is the product, by its id or an alias.
[[nodiscard]] bool is_of(const Product &product, const ModuleFact &module);

/// Judges each build that was asked for by the host's decision, which `verdict` holds already, and picks the best.
void judge_asks(const Policy &policy, const Product &product, const ModuleFacts &modules, std::span<const Ask> asks,
                Verdict &verdict);

} // namespace acsgate
