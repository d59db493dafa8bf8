#pragma once

#include "base/result.hpp"
#include "probe/collect_host.hpp"

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// The options of the commands that read the machine, as they were typed.
struct ProbeOptions {
  std::string timeout;

  /// `name` is that of the option for the time limit.
  void add_to(CLI::App &app, const char *name = "--timeout");
  [[nodiscard]] Result<ProbeLimits> limits() const;
};

} // namespace acsgate
