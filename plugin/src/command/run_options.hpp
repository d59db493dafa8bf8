#pragma once

#include "command/gate.hpp"
#include "command/probe_options.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acsgate {

/// A package that is given on the command line.
struct GivenPackage {
  std::string file;
  std::string build;
  std::string sha256;
};

/// The options of `run`, as they were typed. `builds` of the gate's options narrow the offer.
struct RunOptions : GateOptions {
  std::string facts;
  GivenPackage acs;
  GivenPackage legacy;
  std::string offer;
  std::string write_manifest;
  std::string output;
  std::string timeout;
  std::string wait_lock;
  std::string settle = "10s";
  std::string self_protection = "unknown";
  std::string format = "text";
  std::vector<std::uint32_t> restart_codes{1641, 3010};
  std::uint32_t min_free_mib = 0;
  bool kill_on_timeout = false;
  bool dry_run = false;
  bool detach = false;
  bool detached = false; ///< this is the run that --detach started
  bool result = false;
  bool no_postcheck = false;
  ProbeOptions probe;
  std::vector<std::string> words; ///< the command, from behind `--`

  void add_to(CLI::App &app);
};

/// Takes what follows the first `--` out of the arguments of `run`. CLI11 would read values such as `[a]` as lists.
[[nodiscard]] std::vector<std::string> take_command(std::vector<std::string> &arguments);

/// What take_command has taken, for `run` to find.
[[nodiscard]] std::vector<std::string> &given_command();

/// A duration that an option gives; nothing where it is empty, and none at all for `0`.
[[nodiscard]] Result<std::optional<Duration>> read_duration(const char *option, const std::string &text);

} // namespace acsgate
