#include "artifact/der.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace std::string_view_literals;

TEST_CASE("DER is read element by element") {
  DerReader reader("\x30\x03\x02\x01\x05\x04\x01\x61"sv);
  auto inner = reader.enter(der::k_sequence);
  REQUIRE(inner);
  CHECK_FALSE(inner->next(der::k_oid)); // and the element is still there
  const auto number = inner->next(der::k_integer);
  REQUIRE(number);
  CHECK(number->content == "\x05");
  CHECK(inner->at_end());
  CHECK(reader.next(der::k_octet_string)->content == "a");
  CHECK_FALSE(reader.next());
}

TEST_CASE("what is not DER is refused") {
  const std::string_view bad[] = {
      ""sv,
      "\x30"sv,
      "\x30\x02\x01"sv,      // cut off
      "\x30\x80\x00\x00"sv,  // no definite length
      "\x04\x81\x05hello"sv, // a longer length than is needed
      "\x04\x82\x00\x85"sv,  // the same
      "\x04\x85\x01\x01\x01\x01\x01"sv,
      "\x1F\x01\x00"sv, // a tag of several bytes
      "\x04\x84\xFF\xFF\xFF\xFF"sv,
  };
  for (const std::string_view bytes : bad) {
    CAPTURE(bytes.size());
    CHECK_FALSE(DerReader(bytes).next());
  }
  const std::string long_one = "\x04\x81\x80" + std::string(128, 'x');
  CHECK(DerReader(long_one).next()->content.size() == 128);
}

TEST_CASE("object identifiers are dotted") {
  CHECK(oid_text("\x2B\x06\x01\x04\x01\x82\x37\x61\x01\x00"sv) == "1.3.6.1.4.1.311.97.1.0");
  CHECK(oid_text("\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv) == "2.16.840.1.101.3.4.2.1");
  CHECK(oid_text("\x55\x1D\x25"sv) == "2.5.29.37");
  CHECK(oid_text(""sv).empty());
  CHECK(oid_text("\x2B\x86"sv).empty());     // cut off
  CHECK(oid_text("\x2B\x80\x01"sv).empty()); // a number with a leading zero
  CHECK(oid_text(std::string(41, '\x01')).empty());
}

TEST_CASE("both kinds of time are read, in UTC only") {
  const auto read = [](std::uint8_t tag, std::string_view text) {
    const auto time = der_time({tag, {}, text});
    return time ? to_string(*time) : std::string();
  };
  CHECK(read(der::k_utc_time, "200416183616Z") == "2020-04-16T18:36:16Z");
  CHECK(read(der::k_utc_time, "991231235959Z") == "1999-12-31T23:59:59Z");
  CHECK(read(der::k_generalized_time, "20450416184440Z") == "2045-04-16T18:44:40Z");
  CHECK(read(der::k_generalized_time, "20260806123409.123Z") == "2026-08-06T12:34:09Z");
  CHECK(read(der::k_utc_time, "2004161836Z").empty());
  CHECK(read(der::k_utc_time, "200416183616+0900").empty());
  CHECK(read(der::k_generalized_time, "20450416184440").empty());
  CHECK(read(der::k_generalized_time, "20451316184440Z").empty());
  CHECK(read(der::k_octet_string, "20450416184440Z").empty());
}
