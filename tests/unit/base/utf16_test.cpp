#include "base/utf16.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace std::string_literals;

TEST_CASE("UTF-16 of both orders becomes UTF-8", "[utf16]") {
  CHECK(utf8_from_utf16("A\0\x42\x30"s) == "A\u3042");
  CHECK(utf8_from_utf16("\0A\x30\x42"s, true) == "A\u3042");
  CHECK(utf8_from_utf16("\x3D\xD8\x00\xDE"s) == "\U0001F600");
}

TEST_CASE("UTF-16 that was cut off becomes what is left of it", "[utf16]") {
  CHECK(utf8_from_utf16("A\0B"s) == "A");
  CHECK(utf8_from_utf16("\x3D\xD8"s) == "\uFFFD");
  CHECK(utf8_from_utf16("\x00\xDE\x41\0"s) == "\uFFFDA");
}
