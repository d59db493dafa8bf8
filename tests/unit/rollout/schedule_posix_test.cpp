#include "rollout/schedule.hpp"
#include "rollouts.hpp"

using namespace rollouts;

namespace {

struct Row {
  const char *zone;
  const char *day; ///< on which the window begins, local
  int from;        ///< minutes after midnight
  int to;
  const char *opens; ///< UTC; empty: the window does not come about
  const char *closes;
};

// Europe/Berlin sets its clocks forward on 2026-03-29 at 01:00 UTC (02:00 to 03:00) and back on 2026-10-25 at 01:00 UTC (03:00 to
// 02:00); America/New_York on 2026-03-08 at 07:00 UTC and on 2026-11-01 at 06:00 UTC; Asia/Tokyo is always nine hours ahead.
constexpr int k_hour = 60;
constexpr Row k_rows[] = {
    {"Asia/Tokyo", "2026-11-23", 22 * k_hour, 4 * k_hour, "2026-11-23T13:00:00Z", "2026-11-23T19:00:00Z"},
    {"Asia/Tokyo", "2026-12-31", 22 * k_hour, 4 * k_hour, "2026-12-31T13:00:00Z", "2026-12-31T19:00:00Z"},
    {"Asia/Tokyo", "2026-03-29", 1 * k_hour, 5 * k_hour, "2026-03-28T16:00:00Z", "2026-03-28T20:00:00Z"},
    {"Asia/Tokyo", "2026-11-23", 0, 0, "2026-11-22T15:00:00Z", "2026-11-23T15:00:00Z"},
    {"Europe/Berlin", "2026-01-15", 22 * k_hour, 4 * k_hour, "2026-01-15T21:00:00Z", "2026-01-16T03:00:00Z"},
    {"Europe/Berlin", "2026-07-15", 22 * k_hour, 4 * k_hour, "2026-07-15T20:00:00Z", "2026-07-16T02:00:00Z"},
    // forward: the night is an hour short, 02:30 is the moment of the change, and 02:10 to 02:50 does not come about
    {"Europe/Berlin", "2026-03-28", 22 * k_hour, 4 * k_hour, "2026-03-28T21:00:00Z", "2026-03-29T02:00:00Z"},
    {"Europe/Berlin", "2026-03-29", 2 * k_hour + 30, 4 * k_hour, "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"},
    {"Europe/Berlin", "2026-03-29", 1 * k_hour, 2 * k_hour + 30, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"},
    {"Europe/Berlin", "2026-03-29", 2 * k_hour + 10, 2 * k_hour + 50, "", ""},
    // back: the night is an hour long, and of the hour that comes twice the first pass counts
    {"Europe/Berlin", "2026-10-24", 22 * k_hour, 4 * k_hour, "2026-10-24T20:00:00Z", "2026-10-25T03:00:00Z"},
    {"Europe/Berlin", "2026-10-25", 2 * k_hour + 15, 2 * k_hour + 45, "2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z"},
    {"Europe/Berlin", "2026-10-24", 22 * k_hour, 2 * k_hour + 30, "2026-10-24T20:00:00Z", "2026-10-25T00:30:00Z"},
    {"Europe/Berlin", "2026-10-25", 2 * k_hour + 30, 4 * k_hour, "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z"},
    {"America/New_York", "2026-02-10", 23 * k_hour, 3 * k_hour, "2026-02-11T04:00:00Z", "2026-02-11T08:00:00Z"},
    {"America/New_York", "2026-03-07", 23 * k_hour, 3 * k_hour, "2026-03-08T04:00:00Z", "2026-03-08T07:00:00Z"},
    {"America/New_York", "2026-03-08", 2 * k_hour + 30, 5 * k_hour, "2026-03-08T07:00:00Z", "2026-03-08T09:00:00Z"},
    {"America/New_York", "2026-10-31", 23 * k_hour, 3 * k_hour, "2026-11-01T03:00:00Z", "2026-11-01T08:00:00Z"},
    {"America/New_York", "2026-11-01", 1 * k_hour + 30, 5 * k_hour, "2026-11-01T05:30:00Z", "2026-11-01T10:00:00Z"},
    // beyond the changes that files of time zone data list one by one
    {"America/New_York", "2044-07-05", 22 * k_hour, 4 * k_hour, "2044-07-06T02:00:00Z", "2044-07-06T08:00:00Z"},
    {"Europe/Berlin", "2044-07-05", 22 * k_hour, 4 * k_hour, "2044-07-05T20:00:00Z", "2044-07-06T02:00:00Z"},
};

} // namespace

TEST_CASE("change windows across midnight and both changes of the clock") {
  for (const Row &row : k_rows) {
    INFO(row.zone << ' ' << row.day << ' ' << row.from << ' ' << row.to);
    const auto zone = find_zone(row.zone);
    REQUIRE(zone);
    ChangeWindow window;
    window.from = std::chrono::minutes(row.from);
    window.to = std::chrono::minutes(row.to);
    const std::chrono::local_days day(parse_date(row.day)->time_since_epoch());
    const Interval open = window_on(window, *zone, day);
    if (*row.opens == '\0') {
      CHECK(open.from == open.until);
      continue;
    }
    CHECK(to_string(open.from) == row.opens);
    CHECK(to_string(open.until) == row.closes);
    // The same through the front door: just before it opens one waits for it; inside it is open to its end.
    Rollout rollout;
    rollout.zone = *zone;
    window.days.fill(false);
    window.days.at(std::chrono::weekday(day).c_encoding()) = true;
    rollout.change_windows = {window};
    CHECK(next_opening(rollout, open.from - std::chrono::seconds(1)) == open);
    const Timestamp last = open.until - std::chrono::seconds(1);
    CHECK(next_opening(rollout, last) == Interval{last, open.until});
    CHECK(next_opening(rollout, open.until)->from > open.until + std::chrono::days(5));
  }
}

TEST_CASE("blackouts for all hosts cut windows short and put them off") {
  const Rollout rollout = load("waves: [{name: a, up_to_percent: 100}]\n"
                               "change_windows: [{days: [mon, tue], from: \"22:00\", to: \"04:00\"}]\n"
                               "blackouts: [{from: 2026-11-23T23:00, until: 2026-11-24T01:00, reason: x}, {from: 2026-11-30, "
                               "until: 2026-12-07, reason: y}]\n",
                               "schema: acsgate.rollout/v1\nname: r\npolicy: builtin\nzone: Asia/Tokyo\n"
                               "offer: [{module: agent, build: 20.0.0-6690}]\n");
  CHECK(next_opening(rollout, at("2026-11-23T00:00:00Z")) == Interval{at("2026-11-23T13:00:00Z"), at("2026-11-23T14:00:00Z")});
  CHECK(next_opening(rollout, at("2026-11-23T14:00:00Z")) == Interval{at("2026-11-23T16:00:00Z"), at("2026-11-23T19:00:00Z")});
  // A date as an end includes its day: what is left of Monday's window begins at midnight.
  CHECK(next_opening(rollout, at("2026-11-26T00:00:00Z")) == Interval{at("2026-12-07T15:00:00Z"), at("2026-12-07T19:00:00Z")});
}

TEST_CASE("a zone that the system does not have is not taken for UTC") {
  CHECK_FALSE(find_zone("Asia/Tokio"));
  CHECK_FALSE(find_zone("../etc/passwd"));
  CHECK_FALSE(find_zone(""));
  CHECK(find_zone("UTC"));
}
