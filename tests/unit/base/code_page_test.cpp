#include "base/code_page.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace acsgate;

TEST_CASE("An encoding is known by its number and by its common names", "[code_page]") {
  CHECK(parse_code_page("932") == 932U);
  CHECK(parse_code_page("cp932") == 932U);
  CHECK(parse_code_page("CP932") == 932U);
  CHECK(parse_code_page("Shift_JIS") == 932U);
  CHECK(parse_code_page("gbk") == 936U);
  CHECK(parse_code_page("big5") == 950U);
  CHECK(parse_code_page("850") == 850U);
  CHECK(parse_code_page("cp1252") == 1252U);
  CHECK(parse_code_page("utf-8") == 65001U);
  CHECK(parse_code_page("65001") == 65001U);
  CHECK(parse_code_page("UTF-16") == 1200U);
  CHECK(parse_code_page("utf-16le") == 1200U);
  CHECK(parse_code_page("utf-16be") == 1201U);
  CHECK(parse_code_page("1201") == 1201U);
}

TEST_CASE("What is no code page of Windows is not known", "[code_page]") {
  for (const char *const name : {"", "cp", "cp0932", "0932", "932 ", " 932", "-932", "93", "851", "70000", "4294968228", "latin",
                                 "cpcp932", "utf-7", "65000"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_code_page(name));
  }
}

TEST_CASE("Bytes mean what their code page says", "[code_page]") {
  CHECK(decode_code_page("\x82\x66", 850) == "\u00E9f");
  CHECK(decode_code_page("\xE9", 1252) == "\u00E9");
  CHECK(decode_code_page("\x8F\x65\x90\xE0", 866) == "\u041Fe\u0420\u0440");
  CHECK(decode_code_page("\xCF\xF0", 1251) == "\u041F\u0440");
  CHECK(decode_code_page("\x83\x7A\x83\x58\x83\x67\x96\xBC", 932) == "\u30DB\u30B9\u30C8\u540D");
  CHECK(decode_code_page("\xD6\xF7\xBB\xFA\xC3\xFB", 936) == "\u4E3B\u673A\u540D");
  CHECK(decode_code_page("\xC8\xA3\xBD\xBA\xC6\xAE", 949) == "\uD638\uC2A4\uD2B8");
  CHECK(decode_code_page("C:\\~", 932) == "C:\\~"); // not the yen sign and overline of other tables
  CHECK(decode_code_page("", 932) == "");
}

TEST_CASE("A sequence that means nothing is no text", "[code_page]") {
  CHECK_FALSE(decode_code_page("a\x81", 932));    // half a letter at the end
  CHECK_FALSE(decode_code_page("\x81\x20", 936)); // no second byte
  CHECK_FALSE(decode_code_page("a\x81z", 1252));  // not used in this table
  CHECK_FALSE(decode_code_page("a", 4711));
}

TEST_CASE("Every code page that has a name keeps ASCII whole", "[code_page]") {
  // Vietnamese and Hebrew letters may be followed by marks: their converters hold the last letter back.
  const std::string ascii = "[01]: KB5005625\r\n";
  for (const unsigned page : {437U, 737U, 775U,  850U,  852U,  855U,  857U,  862U,  866U,  874U,  932U, 936U,
                              949U, 950U, 1250U, 1251U, 1252U, 1253U, 1254U, 1255U, 1256U, 1257U, 1258U}) {
    CAPTURE(page);
    CHECK(parse_code_page(std::to_string(page)) == page);
    CHECK(decode_code_page(ascii, page) == ascii);
    CHECK(decode_code_page("KB5005625", page) == "KB5005625");
    CHECK(decode_code_page("WEB-A", page) == "WEB-A");
  }
}

TEST_CASE("Long texts are decoded whole", "[code_page]") {
  std::string bytes;
  std::string text;
  for (int letter = 0; letter < 10000; ++letter) {
    bytes += "\x83\x7A";
    text += "\u30DB";
  }
  CHECK(decode_code_page(bytes, 932) == text);
}
