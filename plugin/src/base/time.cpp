#include "base/time.hpp"

#include "base/text.hpp"

#include <array>

namespace acsgate {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Exactly these digits, leading zeros allowed; false where one is none or the number is above `max`.
bool digits(std::string_view text, unsigned max, unsigned &value) {
  value = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') {
      return false;
    }
    value = value * 10 + static_cast<unsigned>(letter - '0');
  }
  return !text.empty() && value <= max;
}

/// `HH:MM:SS`
std::optional<seconds> time_of_day(std::string_view text) {
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  if (text.size() != 8 || text[2] != ':' || text[5] != ':' || !digits(text.substr(0, 2), 23, hour) ||
      !digits(text.substr(3, 2), 59, minute) || !digits(text.substr(6, 2), 59, second)) {
    return std::nullopt;
  }
  return hours(hour) + minutes(minute) + seconds(second);
}

/// `Z` or `+HH:MM`, east of UTC is positive.
std::optional<seconds> zone_offset(std::string_view text) {
  if (text == "Z" || text == "z") {
    return seconds(0);
  }
  unsigned hour = 0;
  unsigned minute = 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' || !digits(text.substr(1, 2), 23, hour) ||
      !digits(text.substr(4, 2), 59, minute)) {
    return std::nullopt;
  }
  const seconds offset = hours(hour) + minutes(minute);
  return text[0] == '-' ? -offset : offset;
}

std::string padded(long long value, std::size_t width) {
  const std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

struct Unit {
  char letter;
  unsigned long seconds;
};

constexpr std::array<Unit, 4> k_units{{{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}}; // from large to small

constexpr unsigned long k_max_duration = 36500UL * 86400UL; // needs all 32 bits, which is what unsigned long has on Windows

} // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  static constexpr std::size_t k_seconds_end = 19; // of YYYY-MM-DDTHH:MM:SS
  if (text.size() <= k_seconds_end || (text[10] != 'T' && text[10] != 't')) {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const auto time = time_of_day(text.substr(11, 8));
  std::string_view rest = text.substr(k_seconds_end);
  if (rest.front() == '.') {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) {
      return std::nullopt;
    }
    rest.remove_prefix(end);
  }
  const auto offset = zone_offset(rest);
  if (!date || !time || !offset) {
    return std::nullopt;
  }
  const Timestamp result = *date + *time - *offset;
  // The offset may carry the first and the last day over the edge, where to_string could not write it back.
  const Timestamp end = Date(std::chrono::year(10000) / 1 / 1);
  return result < Timestamp() || result >= end ? std::nullopt : std::optional(result);
}

std::optional<Date> parse_date(std::string_view text) {
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(text.substr(0, 4), 9999, year) || year < 1970 ||
      !digits(text.substr(5, 2), 12, month) || !digits(text.substr(8, 2), 31, day)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                         std::chrono::day(day));
  return date.ok() ? std::optional(Date(date)) : std::nullopt;
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty()) {
    return std::nullopt;
  }
  unsigned long count = 0;
  for (const Unit &unit : k_units) {
    if (text.back() == unit.letter) {
      const bool valid = parse_decimal(text.substr(0, text.size() - 1), k_max_duration / unit.seconds, count);
      return valid && count > 0 ? std::optional(Duration(static_cast<long long>(count) * static_cast<long long>(unit.seconds)))
                                : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string to_string(Timestamp time) {
  const Date date = std::chrono::floor<days>(time);
  const std::chrono::hh_mm_ss clock(time - date);
  return to_string(date) + 'T' + padded(clock.hours().count(), 2) + ':' + padded(clock.minutes().count(), 2) + ':' +
         padded(clock.seconds().count(), 2) + 'Z';
}

std::string to_string(Date date) {
  const std::chrono::year_month_day calendar(date);
  return padded(static_cast<int>(calendar.year()), 4) + '-' + padded(static_cast<unsigned>(calendar.month()), 2) + '-' +
         padded(static_cast<unsigned>(calendar.day()), 2);
}

std::string to_string(Duration duration) {
  const auto count = duration.count();
  for (const Unit &unit : k_units) {
    const auto size = static_cast<Duration::rep>(unit.seconds);
    if (count != 0 && count % size == 0) {
      return std::to_string(count / size) + unit.letter;
    }
  }
  return "0s";
}

} // namespace acsgate
