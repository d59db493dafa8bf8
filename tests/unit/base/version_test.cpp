#include "base/version.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

Version version(std::string_view text) { return parse_version(text).value(); }

} // namespace

TEST_CASE("a build has four parts, written in two ways") {
  const Version build{20, 0, 1, 6690};
  CHECK(parse_version("20.0.1-6690") == build);
  CHECK(parse_version("20.0.1.6690") == build);
  CHECK(to_string(build) == "20.0.1-6690");
}

TEST_CASE("three parts leave the patch open") {
  const Version build{20, 0, std::nullopt, 6690};
  CHECK(parse_version("20.0.6690") == build);
  CHECK(to_string(build) == "20.0.6690");
  CHECK_FALSE(version("20.0.6690") == version("20.0.0-6690"));
}

TEST_CASE("parts reach from 0 to 2147483647") {
  CHECK(parse_version("0.0.0-0") == Version{0, 0, 0, 0});
  CHECK(parse_version("2147483647.2147483647.2147483647-2147483647") == Version{2147483647, 2147483647, 2147483647, 2147483647});
}

TEST_CASE("what is no build is refused") {
  for (const char *bad : {"",
                          "20",
                          "20.0",
                          "20.0-6690",
                          "20-0-0-6690",
                          "20.0.0-66-90",
                          "20.0.0.0.6690",
                          "20.0.0.0-6690",
                          "20.0.0-",
                          "20.0.0.",
                          ".20.0.0",
                          "20..0-6690",
                          "20.0.0--6690",
                          "v20.0.0-6690",
                          "20.0.0-6690 ",
                          " 20.0.0-6690",
                          "20.0.0-6690.x86_64",
                          "020.0.0-6690",
                          "20.00.0-6690",
                          "20.0.0-06690",
                          "20.0.0-2147483648",
                          "20.0.0-99999999999999999999",
                          "+20.0.0-6690",
                          "20.-1.0-6690",
                          "20,0,0,6690"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_version(bad));
  }
}

TEST_CASE("builds are ordered part by part, as numbers") {
  const char *const ascending[] = {"9.6.2-8500",   "11.0.0-2580", "20.0.0-877", "20.0.0-6690",
                                   "20.0.0-10000", "20.0.1-3",    "20.1.0-1"};
  for (std::size_t left = 0; left < std::size(ascending); ++left) {
    for (std::size_t right = 0; right < std::size(ascending); ++right) {
      CAPTURE(ascending[left], ascending[right]);
      CHECK(compare(version(ascending[left]), version(ascending[right])) == (left <=> right));
    }
  }
}

TEST_CASE("an open patch is filled in by the caller") {
  CHECK(compare(version("20.0.6690"), version("20.0.0-6690")) == std::strong_ordering::equal);
  CHECK(compare(version("20.0.6690"), version("20.0.1-3")) == std::strong_ordering::less);
  CHECK(compare(version("20.0.6690"), version("20.0.1-3"), 1) == std::strong_ordering::greater);
  CHECK(compare(version("20.0.1-3"), version("20.0.6690"), 1) == std::strong_ordering::less);
}
