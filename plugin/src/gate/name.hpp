#pragma once

#include "gate/verdict.hpp"

#include <string_view>

namespace acsgate {

/// The words of the decision format: `acs`, `legacy`, `hold`, `unknown`, `not-applicable`.
[[nodiscard]] std::string_view name_of(Decision decision);
/// `pass`, `fail`, `unknown`, `waived`, `not-applicable`
[[nodiscard]] std::string_view name_of(Status status);
/// `allowed`, `refused`, `held`, `unknown`
[[nodiscard]] std::string_view name_of(Outcome outcome);
/// `OS.UBR_BELOW_FLOOR`
[[nodiscard]] std::string_view name_of(Code code);

} // namespace acsgate
