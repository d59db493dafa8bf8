#pragma once

#include "policy/mapping_reader.hpp"
#include "rollout/rollout.hpp"

namespace acsgate {

/// Reads what a rollout says of times: change windows and blackouts. The zone must be known.
void decode_times(MappingReader &reader, Rollout &rollout, Complaints &complaints);
/// Reads what it says of single hosts: holds, waivers, accepted risks.
void decode_exceptions(MappingReader &reader, Rollout &rollout, Complaints &complaints);
/// Reads the whole document. The result is of use only if nothing was complained about.
[[nodiscard]] Rollout decode_rollout(const Document &document, Complaints &complaints);

} // namespace acsgate
