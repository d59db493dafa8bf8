#pragma once

#include "base/child_process.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>

namespace acsgate {

/// Waits for the child, for ever or no longer than `limit`, and logs what it writes line by line. Nothing if it still runs.
[[nodiscard]] std::optional<std::uint32_t> wait_and_log(ChildProcess &child, std::optional<Duration> limit);

/// Ends the child, and says what of it may go on.
void kill_and_log(ChildProcess &child);

} // namespace acsgate
