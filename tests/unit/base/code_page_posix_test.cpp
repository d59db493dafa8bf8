#include "base/code_page.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

// Windows has this table, Wine has not.
TEST_CASE("Code page 858 is 850 with a euro sign", "[code_page]") {
  CHECK(parse_code_page("858") == 858U);
  CHECK(decode_code_page("KB5005625 \xD5\x82", 858) == "KB5005625 \u20AC\u00E9");
}
