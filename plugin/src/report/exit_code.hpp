#pragma once

#include "base/result.hpp"
#include "gate/explain.hpp"

#include <optional>
#include <string_view>

namespace acsgate {

enum class ExitProfile { standard, zero, nagios, remediation, distinct };

/// `default`, `zero`, `nagios`, `remediation` or `distinct`.
[[nodiscard]] std::optional<ExitProfile> parse_exit_profile(std::string_view name);

/// The exit code of a decision. `standard`: 0 the highest build asked for may be installed (nothing asked: the decision is acs or
/// not-applicable), 10 held back, 11 hold, 12 unknown. `zero`: 0. `nagios`: 0 acs and not-applicable, 1 legacy, 2 hold,
/// 3 unknown. `remediation`: 0 acs and not-applicable, 1 otherwise. `distinct`: 100 acs, 101 legacy, 102 hold, 103 unknown,
/// 104 not-applicable; for callers that can read nothing but the exit code, to whom 0 must not mean anything, since a program
/// that was ended may have it, too.
[[nodiscard]] int exit_code(const Explanation &explanation, ExitProfile profile);

/// The same, with nothing asked.
[[nodiscard]] int exit_code(Decision decision, ExitProfile profile);

/// The exit code of an error. `standard`, `zero` and `distinct`: 20 policy or rollout, 21 usage, 22 input or machine, 23
/// time-out. `nagios`: 3. `remediation`: 2.
[[nodiscard]] int exit_code(ErrorKind kind, ExitProfile profile);

} // namespace acsgate
