#include "base/sha1.hpp"

#include "base/hex.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("SHA-1 of the examples in FIPS 180", "[sha1]") {
  CHECK(hex_of(sha1("").value()) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(hex_of(sha1("abc").value()) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex_of(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").value()) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}
