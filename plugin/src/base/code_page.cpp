#include "base/code_page.hpp"

#include "base/text.hpp"

#include <utility>

namespace acsgate {

namespace {

constexpr std::pair<std::string_view, unsigned> k_names[] = {
    {"utf-8", 65001}, {"utf8", 65001}, {"utf-16", 1200},   {"utf16", 1200},    {"utf-16le", 1200}, {"utf-16be", 1201},
    {"sjis", 932},    {"gbk", 936},    {"shift_jis", 932}, {"shift-jis", 932}, {"big5", 950},
};

/// What consoles and editors of Windows write: OEM and ANSI code pages.
constexpr unsigned k_known[] = {437, 720, 737, 775,  850,  852,  855,  857,  858,  862,  866,  874, 932,
                                936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258};

} // namespace

std::optional<unsigned> parse_code_page(std::string_view name) {
  const std::string lower = lower_ascii(name);
  for (const auto &[known, number] : k_names) {
    if (known == lower) {
      return number;
    }
  }
  std::string_view digits = lower;
  if (digits.starts_with("cp")) {
    digits.remove_prefix(2);
  }
  unsigned long number = 0;
  if (!parse_decimal(digits, 65535, number)) {
    return std::nullopt;
  }
  for (const unsigned known : k_known) {
    if (known == number) {
      return known;
    }
  }
  return number == 65001 || number == 1200 || number == 1201 ? std::optional(static_cast<unsigned>(number)) : std::nullopt;
}

} // namespace acsgate
