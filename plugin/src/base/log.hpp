#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

enum class LogLevel { debug, info, warn, error };

/// `debug`, `info`, `warn` or `error`.
[[nodiscard]] std::optional<LogLevel> parse_log_level(std::string_view name);

/// A log file grows to this size; then it is renamed, and so are the older ones: gate.log, gate.1.log, gate.2.log.
constexpr std::size_t k_max_log_bytes = 5U << 20U;
constexpr std::size_t k_old_logs = 2; ///< kept beside the current one

/// Sends the log to standard error, or appends it to `file` (UTF-8 path) where one is given. Standard output is never written to.
/// `quiet`: nothing goes to standard error. Called once, before the first log line.
[[nodiscard]] Result<void> open_log(LogLevel level, const std::string &file, bool quiet);

void log_debug(std::string_view message);
void log_info(std::string_view message);
void log_warning(std::string_view message);

/// The one way to tell a person that the run failed: `acsgate: error: MESSAGE` on standard error, and in the log file if there is
/// one.
void report_error(std::string_view message);

} // namespace acsgate
