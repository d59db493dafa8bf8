#include "report/csv.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("cells are quoted as RFC 4180 says") {
  CHECK(csv_row({"a", "b c", ""}) == "a,b c,\r\n");
  CHECK(csv_row({"a,b", "a\"b", "a\nb", "a;b"}) == "\"a,b\",\"a\"\"b\",\"a\nb\",\"a;b\"\r\n");
  CHECK(csv_row({}) == "\r\n");
}

TEST_CASE("no cell is a formula") {
  CHECK(csv_row({"=1", "+1", "-1", "@A"}) == "'=1,'+1,'-1,'@A\r\n");
  CHECK(csv_row({"=1,2", "\t=1", "\r",
                 "\xEF\xBC\x9D"
                 "1",
                 " =1"}) == "\"'=1,2\",\"'\t=1\",\"'\r\",'\xEF\xBC\x9D"
                            "1,' =1\r\n");
  CHECK(csv_row({"a=1", "20.0.0-6690"}) == "a=1,20.0.0-6690\r\n");
}
