#include "base/time.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace std::chrono_literals;

namespace {

std::string round_trip(std::string_view text) {
  const auto time = parse_timestamp(text);
  return time ? to_string(*time) : "refused";
}

} // namespace

TEST_CASE("timestamps are read with their offset") {
  CHECK(parse_timestamp("1970-01-01T00:00:00Z") == Timestamp(0s));
  CHECK(parse_timestamp("2026-11-22T10:00:00Z") == Timestamp(1795341600s));
  CHECK(round_trip("2026-11-22T10:00:00+09:00") == "2026-11-22T01:00:00Z");
  CHECK(round_trip("2026-11-22T10:00:00-05:30") == "2026-11-22T15:30:00Z");
  CHECK(round_trip("2026-01-01T00:30:00+01:00") == "2025-12-31T23:30:00Z");
  CHECK(round_trip("2026-11-22T10:00:00-00:00") == "2026-11-22T10:00:00Z");
  CHECK(round_trip("2026-11-22t10:00:00z") == "2026-11-22T10:00:00Z"); // RFC 3339, section 5.6: either case
  CHECK(round_trip("9999-12-31T23:59:59Z") == "9999-12-31T23:59:59Z");
  CHECK(round_trip("2024-02-29T00:00:00Z") == "2024-02-29T00:00:00Z");
}

TEST_CASE("a fraction of a second is cut off") {
  CHECK(round_trip("2026-11-22T10:00:00.9999999Z") == "2026-11-22T10:00:00Z");
  CHECK(round_trip("2026-11-22T10:00:00.5+09:00") == "2026-11-22T01:00:00Z");
}

TEST_CASE("what is no timestamp is refused") {
  for (const char *bad : {"",
                          "2026-11-22",
                          "2026-11-22T10:00:00",
                          "2026-11-22T10:00Z",
                          "2026-11-22 10:00:00Z",
                          "2026-11-22T10:00:00 Z",
                          "2026-11-22T10:00:00.Z",
                          "2026-11-22T10:00:00.5",
                          "2026-11-22T10:00:00,5Z",
                          "2026-11-22T10:00:00+9:00",
                          "2026-11-22T10:00:00+0900",
                          "2026-11-22T10:00:00+09",
                          "2026-11-22T10:00:00+24:00",
                          "2026-11-22T10:00:00+09:60",
                          "2026-11-22T10:00:00ZZ",
                          "2026-11-22T10:00:00Z ",
                          " 2026-11-22T10:00:00Z",
                          "2026-11-22T24:00:00Z",
                          "2026-11-22T10:60:00Z",
                          "2026-12-31T23:59:60Z",
                          "2026-02-29T00:00:00Z",
                          "2026-00-10T00:00:00Z",
                          "2026-13-10T00:00:00Z",
                          "2026-11-00T00:00:00Z",
                          "2026-11-31T00:00:00Z",
                          "1969-12-31T23:59:59Z",
                          "1970-01-01T00:00:00+09:00",
                          "9999-12-31T23:59:59-00:01",
                          "26-11-22T10:00:00Z",
                          "+026-11-22T10:00:00Z",
                          "2026-11-22T1a:00:00Z",
                          "2026-11-22T10-00:00Z",
                          "2026-11-22T10:00-00Z",
                          "２026-11-22T10:00:00Z"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_timestamp(bad));
  }
}

TEST_CASE("dates exist") {
  CHECK(parse_date("2000-02-29"));
  CHECK(parse_date("1970-01-01") == Date());
  CHECK(to_string(parse_date("2023-03-29").value()) == "2023-03-29");
  for (const char *bad : {"", "2100-02-29", "2026-2-9", "2026/02/09", "20260209", "2026-02-30", "1969-12-31", "0000-01-01",
                          "10000-01-01", "2026-11-22T", "2026-11-2 ", "-026-11-22"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_date(bad));
  }
}

TEST_CASE("durations have one number and one unit") {
  CHECK(parse_duration("1s") == 1s);
  CHECK(parse_duration("90m") == 90min);
  CHECK(parse_duration("36h") == 36h);
  CHECK(parse_duration("30d") == 720h);
  CHECK(parse_duration("36500d") == 876000h);
  CHECK(parse_duration("3153600000s") == 876000h); // the same, near the end of 32 bits
  for (const char *bad : {"", "d", "0d", "0s", "30", "30 d", " 30d", "-1d", "+1d", "1.5d", "30D", "1d12h", "01d", "36501d",
                          "3153600001s", "876001h", "99999999999999999999d", "30w", "d30"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_duration(bad));
  }
}

TEST_CASE("durations print in the largest unit that divides them") {
  CHECK(to_string(Duration(30 * 24h)) == "30d");
  CHECK(to_string(Duration(36h)) == "36h");
  CHECK(to_string(Duration(90min)) == "90m");
  CHECK(to_string(Duration(61s)) == "61s");
  CHECK(to_string(Duration(0s)) == "0s");
  CHECK(to_string(Duration(-90min)) == "-90m");
}

TEST_CASE("times before 1970 print, too") { CHECK(to_string(Timestamp(-1s)) == "1969-12-31T23:59:59Z"); }
