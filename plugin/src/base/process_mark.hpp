#pragma once

#include <cstdint>
#include <string>

namespace acsgate {

/// One process and no other: its number, which the system gives away again, with the moment of its start in units of the system.
struct ProcessMark {
  std::uint64_t id = 0; ///< 0: no process
  std::uint64_t started = 0;
  bool operator==(const ProcessMark &) const = default;
};

/// The mark of a process that exists, or an empty one.
[[nodiscard]] ProcessMark mark_of_process(std::uint64_t id);
[[nodiscard]] ProcessMark own_process_mark();

/// Whether this very process still runs. One that has ended and only waits for its parent does not.
[[nodiscard]] bool is_running(const ProcessMark &mark);

/// What tells one run of the system from the next; empty if it can't be read.
[[nodiscard]] std::string boot_mark();

/// Whether `mark` is that of the system's present run. An empty mark is of no run.
[[nodiscard]] bool is_this_boot(const std::string &mark);

} // namespace acsgate
