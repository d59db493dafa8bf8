#pragma once

#include <string_view>

namespace acsgate {

/// The shipped policy in canonical form, compiled in from builtin_policy.json. A test keeps that file equal to `policies/`.
[[nodiscard]] std::string_view builtin_policy_json();

} // namespace acsgate
