#include "command/log_options.hpp"

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
  app.add_flag("--quiet", quiet, "Keep standard error empty unless the run fails");
}

Result<void> LogOptions::open() const { return open_log(parse_log_level(log_level).value_or(LogLevel::warn), log_file, quiet); }

} // namespace acsgate
