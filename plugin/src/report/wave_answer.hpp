#pragma once

#include "rollout/engine.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// A host that a caller may install now. Borrows from the state.
struct WaveLease {
  std::string attempt;
  const LedgerHost *host = nullptr;
  const OfferedBuild *offer = nullptr;
  Timestamp start_before; ///< an installer must not start later: the window closes, or the lease ends
  Timestamp expires;
};

/// `acsgate.wave-next/v1`, one line.
[[nodiscard]] std::string render_leases_json(const std::string &wave, const std::vector<WaveLease> &leases);
[[nodiscard]] std::string render_leases_text(const std::string &wave, const std::vector<WaveLease> &leases);
[[nodiscard]] std::string render_wave_answer_json(const Advice &advice);
[[nodiscard]] std::string render_wave_answer_text(const Advice &advice, Timestamp now);

} // namespace acsgate
