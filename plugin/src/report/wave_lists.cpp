#include "report/wave_lists.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

bool is_letter_or_digit(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

std::string replaced(std::string_view name, std::string_view also) {
  std::string word;
  for (const char letter : name) {
    word += is_letter_or_digit(letter) || also.find(letter) != std::string_view::npos ? letter : '_';
  }
  return word;
}

void append_utf16(std::string &bytes, char32_t unit) {
  bytes += static_cast<char>(unit & 0xFFU);
  bytes += static_cast<char>(unit >> 8U);
}

std::string utf16(std::string_view text) {
  std::string bytes;
  append_utf16(bytes, 0xFEFF);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += std::max<std::size_t>(point.size, 1);
    if (point.value < 0x10000) {
      append_utf16(bytes, point.size == 0 ? U'\uFFFD' : point.value);
    } else {
      append_utf16(bytes, 0xD800 + ((point.value - 0x10000) >> 10U));
      append_utf16(bytes, 0xDC00 + ((point.value - 0x10000) & 0x3FFU));
    }
  }
  return bytes;
}

} // namespace

std::string file_word(std::string_view name) { return replaced(name.substr(0, 60), "-_."); }

std::string wave_file_word(std::size_t wave, std::string_view name) {
  const std::string number = std::to_string(wave + 1);
  return (number.size() < 2 ? "0" : "") + number + '-' + file_word(name);
}

std::string ansible_word(std::string_view name) { return replaced(name, "_"); }

std::string halt_registry_file(const std::string *text) {
  std::string value = "-";
  if (text != nullptr) {
    value = "\"";
    for (const char letter : printable(*text, 1000)) {
      value += letter == '"' || letter == '\\' ? "\\" : "";
      value += letter;
    }
    value += '"';
  }
  return utf16("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\acsgate]\r\n\"Halt\"=" + value +
               "\r\n");
}

} // namespace acsgate
