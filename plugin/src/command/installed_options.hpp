#pragma once

#include "command/gate.hpp"
#include "command/host_facts.hpp"
#include "command/probe_options.hpp"

#include <string>

namespace acsgate {

/// The options of the commands that look at what is installed, as they were typed.
struct InstalledOptions : PolicyChoice {
  std::string build;
  std::string facts;
  ProbeOptions probe;

  /// `name` and `help` are those of the option that takes the build.
  void add_to(CLI::App &app, const std::string &name, const std::string &help, bool needed = true);
};

/// A build, the policy that knows its product, and the host to look at.
struct InstalledQuestion {
  Version build;
  Gate gate;
  HostFactsSource host;

  [[nodiscard]] static tl::expected<InstalledQuestion, Errors> open(const InstalledOptions &options);
};

} // namespace acsgate
