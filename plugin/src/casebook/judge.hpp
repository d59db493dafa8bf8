#pragma once

#include "casebook/casebook.hpp"
#include "casebook/coverage.hpp"
#include "casebook/mismatch.hpp"

#include <vector>

namespace acsgate {

/// Asks the policy the question of a case and compares the answer with what the case expects. Every name that the case uses must
/// be known to the policy (`check_names`). `coverage` may be null; otherwise it is told what the case touched.
[[nodiscard]] std::vector<Mismatch> judge_case(const Case &tested, const Policy &policy, Coverage *coverage);

} // namespace acsgate
