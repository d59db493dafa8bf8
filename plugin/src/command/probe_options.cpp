#include "command/probe_options.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "command/log_options.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

void ProbeOptions::add_to(CLI::App &app, const char *name) {
  app.add_option(name, timeout, "How long each source of this host's facts may take, such as 20s (default: 3s to 10s)")
      ->check(refuse_empty)
      ->type_name("DURATION");
}

Result<ProbeLimits> ProbeOptions::limits() const {
  constexpr std::chrono::hours k_longest(1);
  if (timeout.empty()) {
    return ProbeLimits();
  }
  const auto limit = parse_duration(timeout);
  if (!limit || *limit > k_longest) {
    return tl::unexpected(Error{ErrorKind::usage, "", "the time limit " + printable(timeout, 80) + " is not a duration up to 1h",
                                "write it as 20s or 2m"});
  }
  return same_limits(*limit);
}

} // namespace acsgate
