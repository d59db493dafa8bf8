#pragma once

#include "command/gate.hpp"
#include "fleet/baseline.hpp"

#include <string>

namespace acsgate {

/// Reads an earlier run into `baseline`: results of fleet (ndjson, also --brief), or facts, which are decided as of the moment
/// that they were collected. A line that is neither is an error: a part of an earlier run would show hosts as new.
[[nodiscard]] Result<void> read_baseline(const std::string &path, const Gate &gate, Baseline &baseline);

} // namespace acsgate
