#pragma once

#include "base/result.hpp"
#include "gate/explain.hpp"

#include <cstdint>
#include <string>

namespace acsgate {

/// An entry of the Application log, source `acsgate`.
struct Event {
  std::uint32_t id = 0; ///< 100 plus the exit code of the decision; EventCreate.exe has messages for numbers up to 1000
  bool warning = false;
  std::string text; ///< one line, printable
};

/// 100 acs, 101 not-applicable, 110 legacy, 111 hold, 112 unknown; all but the first two are warnings.
[[nodiscard]] Event event_of(const Explanation &explanation);

/// Whether this machine has an event log: only Windows does.
[[nodiscard]] bool has_event_log();

[[nodiscard]] Result<void> write_event(const Event &event);

} // namespace acsgate
