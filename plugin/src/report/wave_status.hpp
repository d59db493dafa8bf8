#pragma once

#include "rollout/engine.hpp"

#include <string>

namespace acsgate {

/// How a rollout stands: for people, what is open, what it waits for and until when, and who is held back by what.
/// `advice` is what `advance` says of the same state at the same time.
[[nodiscard]] std::string render_wave_status_text(const LedgerState &state, const Advice &advice, const ChainHead &head,
                                                  Timestamp now);
/// `acsgate.wave-status/v1`, one line.
[[nodiscard]] std::string render_wave_status_json(const LedgerState &state, const Advice &advice, const ChainHead &head,
                                                  Timestamp now);

} // namespace acsgate
