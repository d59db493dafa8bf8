#pragma once

#include <string_view>

namespace acsgate {

/// Name and version of this program: `acsgate 0.1.0`.
[[nodiscard]] std::string_view gate_version();

} // namespace acsgate
