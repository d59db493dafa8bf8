#pragma once

#include "gate/verdict.hpp"

namespace acsgate {

/// The root certificate of the requirement: trusted, absent, disallowed, or not to be told. A root that is present passes only if
/// the list of disallowed certificates was read too.
[[nodiscard]] RequirementVerdict judge_root(const Requirement &requirement, const RootFacts &roots);

/// None of the requirement's restart signals is set.
[[nodiscard]] RequirementVerdict judge_reboot(const Requirement &requirement, const RebootFacts &reboot);

/// Are the facts young enough to decide on. Adds the reason to `codes` where they are not.
[[nodiscard]] Status judge_freshness(const Policy &policy, const Facts &facts, Timestamp now, CodeSet &codes);

} // namespace acsgate
