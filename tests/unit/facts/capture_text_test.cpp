#include "facts/capture_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace acsgate;
using namespace std::string_literals;

namespace {

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

CaptureText read(std::string_view bytes, std::optional<unsigned> code_page = std::nullopt) {
  const auto text = capture_text(bytes, "x.txt", code_page);
  if (!text) {
    throw std::runtime_error(to_string(text.error()));
  }
  return *text;
}

std::string capture_fault(std::string_view bytes, std::optional<unsigned> code_page = std::nullopt) {
  const auto text = capture_text(bytes, "x.txt", code_page);
  return text ? "ok" : to_string(text.error());
}

} // namespace

TEST_CASE("UTF-8 is taken as it is, without its mark", "[capture_text]") {
  CHECK(read("").text.empty());
  CHECK(read("abc").code_page == 65001);
  CHECK_FALSE(read("abc").guessed);
  CHECK(read("\xEF\xBB\xBF\xE3\x83\x9B").text == "\u30DB");
  CHECK(read("\u30DB\r\n").text == "\u30DB\r\n");
  CHECK(capture_fault("\xEF\xBB\xBF\xFF").find("UTF-8 mark") != std::string::npos);
}

TEST_CASE("UTF-16 is known with and without its mark, in both byte orders", "[capture_text]") {
  const std::u16string text =
      u"\u30DB\u30B9\u30C8\u540D:   WEB01\r\n\u6700\u5927\u30B5\u30A4\u30BA: 1,000 MB\r\n\u3000\u4E00\r\n";
  const std::string expected =
      "\u30DB\u30B9\u30C8\u540D:   WEB01\r\n\u6700\u5927\u30B5\u30A4\u30BA: 1,000 MB\r\n\u3000\u4E00\r\n";
  for (const bool big_endian : {false, true}) {
    CAPTURE(big_endian);
    // Ideographs such as U+6700 have a zero byte on the other side.
    CHECK(read(utf16(text, big_endian)).text == expected);
    const CaptureText marked = read(utf16(u"\uFEFF" + text, big_endian));
    CHECK(marked.text == expected);
    CHECK(marked.code_page == (big_endian ? 1201U : 1200U));
    CHECK_FALSE(marked.guessed);
  }
}

TEST_CASE("UTF-16 without ASCII needs to be named", "[capture_text]") {
  const std::string bytes = utf16(u"\u30DB\u30B9\u30C8\u540D", false);
  CHECK(read(bytes, 1200).text == "\u30DB\u30B9\u30C8\u540D");
  CHECK(read(utf16(u"\u30DB\u30B9\u30C8\u540D", true), 1201).text == "\u30DB\u30B9\u30C8\u540D");
}

TEST_CASE("UTF-16 that was cut or has lone surrogates stays readable", "[capture_text]") {
  CHECK(read(utf16(u"\uFEFFab", false) + "c").text == "ab");
  CHECK(read("\xFF\xFE"s).text.empty());
  CHECK(read(utf16(u"\uFEFFa\xD83D\xDE00z", false)).text == "a\U0001F600z");
  CHECK(read(utf16(u"\uFEFFa\xD83D", true)).text == "a\uFFFD");
  CHECK(read(utf16(u"\uFEFFa\xDE00z", false)).text == "a\uFFFDz");
  CHECK(read(utf16(u"\uFEFFa\xD83Dz", false)).text == "a\uFFFDz");
}

TEST_CASE("A NUL is no text", "[capture_text]") {
  CHECK(capture_fault("abcdefghijklmnop\0qrstuvwxyz"s).find("NUL") != std::string::npos);
  CHECK(capture_fault(utf16(std::u16string(u"\uFEFFa\0b", 4), false)).find("NUL") != std::string::npos);
  CHECK(capture_fault("Nom de l'h\0te: \xE9"s, 1252).find("NUL") != std::string::npos);
  CHECK(capture_fault(std::string(100, '\0')) != "ok");
}

TEST_CASE("A code page that is named counts where the bytes show nothing", "[capture_text]") {
  CHECK(read("\x82", 850).text == "\u00E9");
  CHECK(read("\xE9", 1252).text == "\u00E9");
  CHECK_FALSE(read("\xE9", 1252).guessed);
  CHECK(read("\u00E9", 850).text == "\u00E9"); // it is UTF-8
  CHECK(capture_fault("\x81", 932) == "x.txt: can't be read in code page 932; name the code page it was written in");
  CHECK(capture_fault("\xE9", 65001) == "x.txt: can't be read in code page 65001; name the code page it was written in");
}

TEST_CASE("Code pages are guessed by their scripts", "[capture_text]") {
  struct Sample {
    const char *bytes;
    unsigned page;
    const char *text;
  };
  static constexpr Sample k_samples[] = {
      // host name, version of the system, registered owner, time zone: as systeminfo words them
      {"\x83\x7A\x83\x58\x83\x67\x96\xBC:   WEB01\r\n\x83\x60\x81\x5B\x83\x80\r\n", 932,
       "\u30DB\u30B9\u30C8\u540D:   WEB01\r\n\u30C1\u30FC\u30E0\r\n"},
      {"\xD6\xF7\xBB\xFA\xC3\xFB:   WEB01\r\n\xD0\xDE\xB2\xB9\xB3\xCC\xD0\xF2\r\n", 936,
       "\u4E3B\u673A\u540D:   WEB01\r\n\u4FEE\u8865\u7A0B\u5E8F\r\n"},
      {"\xC8\xA3\xBD\xBA\xC6\xAE \xC0\xCC\xB8\xA7:   WEB01\r\n", 949, "\uD638\uC2A4\uD2B8 \uC774\uB984:   WEB01\r\n"},
      {"\x88\xAC\xEF \xE3\xA7\xAB\xA0:   WEB01\r\n", 866, "\u0418\u043C\u044F \u0443\u0437\u043B\u0430:   WEB01\r\n"},
      {"\xC8\xEC\xFF \xF3\xE7\xEB\xE0:   WEB01\r\n", 1251, "\u0418\u043C\u044F \u0443\u0437\u043B\u0430:   WEB01\r\n"},
      {"Propri\x82taire enregistr\x82:   R\x82gie\r\n", 850, "Propri\u00E9taire enregistr\u00E9:   R\u00E9gie\r\n"},
      {"Propri\xE9taire enregistr\xE9:   R\xE9gie\r\n", 1252, "Propri\u00E9taire enregistr\u00E9:   R\u00E9gie\r\n"},
      {"\xA5\x44\xBE\xF7\xA6\x57\xBA\xD9:   WEB01\r\n\xAD\xD7\xB8\xC9\xB5\x7B\xA6\xA1\r\n", 950,
       "\u4E3B\u6A5F\u540D\u7A31:   WEB01\r\n\u4FEE\u88DC\u7A0B\u5F0F\r\n"},
      {"CSName=\x89\x63\x8B\xC6-PC07\r\n", 932, "CSName=\u55B6\u696D-PC07\r\n"}, // no kana
      {"Betriebssystemversion:  10\r\nVerf\x81gbarer Speicher: 5\r\n", 850,
       "Betriebssystemversion:  10\r\nVerf\u00FCgbarer Speicher: 5\r\n"},
  };
  for (const Sample &sample : k_samples) {
    CAPTURE(sample.page);
    const CaptureText found = read(sample.bytes);
    CHECK(found.code_page == sample.page);
    CHECK(found.text == sample.text);
    CHECK(found.guessed);
  }
}

TEST_CASE("A wrong guess leaves ASCII as it was", "[capture_text]") {
  // Czech in code page 852, Greek in 737, Thai in 874: all read as something else.
  for (const std::string bytes :
       {"N\xA0zev syst\x82mu:  Microsoft\r\n[01]: KB5005625\r\n", "\x8E\xA4\xA6\xA3\x98:  WEB01\r\n[01]: KB5005625\r\n",
        "\xAA\xD7\xE8\xCD:  WEB01\r\n[01]: KB5005625\r\n"}) {
    const std::string text = read(bytes).text;
    CAPTURE(text);
    CHECK(text.ends_with("\r\n[01]: KB5005625\r\n"));
  }
}

TEST_CASE("Any byte has a meaning where nothing is known", "[capture_text]") {
  std::string bytes;
  for (int byte = 1; byte < 256; ++byte) {
    bytes += static_cast<char>(byte);
  }
  CHECK(capture_fault(bytes) == "ok");
}

TEST_CASE("Lines end in LF, CR LF or what wmic writes", "[capture_text]") {
  std::string_view rest = "a\r\nb\nc\r\r\n\r\nd";
  CHECK(take_line(rest) == "a");
  CHECK(take_line(rest) == "b");
  CHECK(take_line(rest) == "c");
  CHECK(take_line(rest).empty());
  CHECK_FALSE(rest.empty());
  CHECK(take_line(rest) == "d");
  CHECK(rest.empty());
  CHECK(take_line(rest).empty());
}
