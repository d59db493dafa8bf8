#include "base/base64.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("base64", "[base][base64]") {
  // RFC 4648, section 10
  const auto [bytes, text] = GENERATE(table<std::string, std::string>({{"", ""},
                                                                       {"f", "Zg=="},
                                                                       {"fo", "Zm8="},
                                                                       {"foo", "Zm9v"},
                                                                       {"foob", "Zm9vYg=="},
                                                                       {"fooba", "Zm9vYmE="},
                                                                       {"foobar", "Zm9vYmFy"}}));
  CHECK(base64_of(bytes) == text);
  CHECK(parse_base64(text) == bytes);
  CHECK(parse_base64(" " + text + "\r\n") == bytes);
}

TEST_CASE("every byte comes through base64", "[base][base64]") {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes += static_cast<char>(byte);
    CHECK(parse_base64(base64_of(bytes)) == bytes);
  }
}

TEST_CASE("what is no base64", "[base][base64]") {
  for (const char *text : {"Z", "Zg", "Zg=", "Zg===", "=", "Zg==Zg==", "Z=g=", "Zm9v!", "Zm9\xff"}) {
    INFO(text);
    CHECK_FALSE(parse_base64(text));
  }
}
