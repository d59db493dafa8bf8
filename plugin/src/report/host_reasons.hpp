#pragma once

#include "gate/explain.hpp"

#include <vector>

namespace acsgate {

/// The reasons that no requirement and no build asked for explains already, in their order.
[[nodiscard]] std::vector<Reason> host_reasons(const Explanation &explanation);

} // namespace acsgate
