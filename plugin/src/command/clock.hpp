#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <string>

namespace acsgate {

/// The time that `--now` gives, or the system's where it is empty.
[[nodiscard]] Result<Timestamp> parse_now(const std::string &now);

} // namespace acsgate
