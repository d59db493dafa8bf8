#include "command/log_options.hpp"

#include "base/file_trust.hpp"
#include "base/log.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

std::string refuse_empty(const std::string &value) { return value.empty() ? "must not be empty" : ""; }

void LogOptions::add_to(CLI::App &app) {
  app.add_option("--log-file", log_file,
                 "Append the log to this file instead of standard error; at 5 MiB it begins anew\n"
                 "and keeps two old ones, such as gate.1.log and gate.2.log")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--log-level", log_level, "debug, info, warn or error (default: warn)")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->type_name("LEVEL");
  app.add_flag("--allow-network-paths", allow_network_paths, "Use files on other machines too (Windows)");
  app.add_flag("--quiet", quiet, "Keep standard error empty unless the run fails");
}

Result<void> LogOptions::open() const {
  if (!log_file.empty()) {
    if (auto near = refuse_far_path(log_file, allow_network_paths, ErrorKind::usage); !near) {
      return near;
    }
  }
  return open_log(parse_log_level(log_level).value_or(LogLevel::warn), log_file, quiet);
}

} // namespace acsgate
