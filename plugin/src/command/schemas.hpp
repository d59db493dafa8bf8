#pragma once

#include <string_view>

namespace acsgate {

/// JSON Schema (2020-12) of the files that acsgate reads and writes, compiled in from `policies/schema/`, without the last line
/// end.
[[nodiscard]] std::string_view policy_schema();
[[nodiscard]] std::string_view platforms_schema();
[[nodiscard]] std::string_view rollout_schema();
[[nodiscard]] std::string_view facts_schema();
[[nodiscard]] std::string_view decision_schema();
[[nodiscard]] std::string_view cases_schema();

} // namespace acsgate
