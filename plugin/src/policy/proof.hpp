#pragma once

#include "policy/policy.hpp"

namespace acsgate {

/// Works out, from the update table, which KBs prove each platform's capability and up to which KB the table knows anything.
///
/// A cumulative update proves if it brings the floor's revision or more; a monthly rollup, whose revision is not known, if it
/// was released with the named proof or later. A KB that was published for several revisions proves only if all of them do: a
/// host's list does not say which it has. A security-only update is not cumulative and proves only where a row names it.
/// Expects the update rows to be sorted by build.
void work_out_proofs(Policy &policy);

} // namespace acsgate
