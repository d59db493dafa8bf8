#include "host_builder.hpp"

#include "gate/build_class.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

BuildClass classified(std::string_view version, std::string_view module = "agent", std::string_view released = {}) {
  const Policy &policy = shipped_policy();
  return classify(policy, *policy.find_product(module), build(version, released));
}

Standing standing(std::string_view installed, std::string_view asked) {
  return standing_of(*shipped_policy().find_product("agent"), *parse_version(installed), *parse_version(asked));
}

} // namespace

TEST_CASE("20.0.1 builds count from low numbers again and are ACS builds") {
  CHECK(classified("20.0.1-690").acs == Tri::yes);
  CHECK(classified("20.0.1-1").acs == Tri::yes);
  CHECK(classified("20.0.0-690").acs == Tri::no);
}

TEST_CASE("three-part versions count where every patch level agrees") {
  CHECK(classified("20.0.6690").acs == Tri::yes);
  CHECK(classified("20.0.690").acs == Tri::unknown);
  CHECK(classified("20.0.690").why_unknown == Code::build_version_ambiguous);
  CHECK(classified("12.0.2931").acs == Tri::no);
  CHECK(classified("12.0.2932").acs == Tri::yes);
}

TEST_CASE("lines that the policy does not know") {
  CHECK(classified("21.0.0-100").why_unknown == Code::build_line_unknown);
  CHECK(classified("10.0.0-100", "agent", "2023-01-31").acs == Tri::no);
  CHECK(classified("10.0.0-100", "agent", "2023-02-01").acs == Tri::unknown);
  // In a known line the build decides, whatever date is claimed.
  CHECK(classified("20.0.0-6690", "agent", "2022-01-01").acs == Tri::yes);
}

TEST_CASE("what is installed stands at, above or below what is asked, or it can't be told") {
  CHECK(standing("20.0.0-6690", "20.0.0-6690").at_or_above == Tri::yes);
  CHECK(standing("20.0.0-6690", "20.0.0-6690").same);
  CHECK(standing("20.0.0-6691", "20.0.0-6690").at_or_above == Tri::yes);
  CHECK_FALSE(standing("20.0.0-6691", "20.0.0-6690").same);
  CHECK(standing("20.0.0-6689", "20.0.0-6690").at_or_above == Tri::no);
  CHECK(standing("20.0.1-690", "20.0.0-6690").at_or_above == Tri::yes);
  CHECK(standing("20.0.690", "20.0.0-6690").at_or_above == Tri::unknown);
  CHECK(standing("20.0.6690", "20.0.0-6690").at_or_above == Tri::yes);
  CHECK_FALSE(standing("20.0.6690", "20.0.0-6690").same);
  CHECK(standing("12.0.9999", "20.0.0-1").at_or_above == Tri::no);
  CHECK(standing("20.0.1", "12.0.0-2932").at_or_above == Tri::yes);
  CHECK(standing("21.0.5", "21.0.0-4").at_or_above == Tri::unknown);
}
