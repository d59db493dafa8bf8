#pragma once

#include "casebook/casebook.hpp"
#include "casebook/mismatch.hpp"
#include "policy/mapping_reader.hpp"

namespace acsgate {

/// Reads the list under `restated`.
[[nodiscard]] std::vector<Restated> read_restated(const Node &list, Complaints &complaints);

/// Where the policy document differs from what was restated. `root` is the merged document.
[[nodiscard]] std::vector<Mismatch> judge_restated(const Restated &restated, const Node &root);

/// `restated updates 6003`
[[nodiscard]] std::string name_of(const Restated &restated);

} // namespace acsgate
