#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

using Timestamp = std::chrono::sys_seconds; ///< UTC
using Date = std::chrono::sys_days;
using Duration = std::chrono::seconds;

/// RFC 3339 date-time with `Z` or a numeric offset; a fraction is cut off. Years 1970 to 9999, real dates only, no leap seconds.
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);

/// `YYYY-MM-DD`, a date that exists, years 1970 to 9999.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// A whole number and one unit, `s`, `m`, `h` or `d`: `30d`. At least one second, at most 36500 days.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// `2026-11-22T10:00:00Z`
[[nodiscard]] std::string to_string(Timestamp time);
/// `2026-11-22`
[[nodiscard]] std::string to_string(Date date);
/// The largest unit that divides it: `30d`, `36h`, `90m`.
[[nodiscard]] std::string to_string(Duration duration);

} // namespace acsgate
