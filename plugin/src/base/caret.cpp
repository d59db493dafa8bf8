#include "base/caret.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace acsgate {

namespace {

constexpr std::size_t k_max_columns = 100; ///< of the line that are shown
constexpr std::size_t k_max_near = 1024;   ///< bytes on each side of the caret that are looked at

/// What terminals show two columns wide (Unicode, EastAsianWidth.txt, W and F, in coarse blocks).
constexpr std::array<CodePointRange, 9> k_wide{{
    {0x1100, 0x115F},   // Hangul Jamo
    {0x2E80, 0x303E},   // CJK radicals, punctuation
    {0x3041, 0xA4CF},   // kana to Yi
    {0xAC00, 0xD7A3},   // Hangul syllables
    {0xF900, 0xFAFF},   // CJK compatibility ideographs
    {0xFE30, 0xFE6F},   // CJK compatibility forms
    {0xFF01, 0xFF60},   // full-width forms
    {0xFFE0, 0xFFE6},   // full-width signs
    {0x1F300, 0x3FFFD}, // pictographs, CJK extensions
}};

bool is_wide(char32_t point) { return is_in(k_wide, point); }

/// One letter of the line as it is shown.
struct Cell {
  std::string text;
  std::size_t columns;
};

Cell cell_of(std::string_view letter) {
  if (letter == "\t") {
    return {" ", 1};
  }
  std::string text = printable(letter);
  const bool escaped = text != letter;
  const std::size_t columns = escaped ? text.size() : is_wide(code_point_at(letter, 0).value) ? 2 : 1;
  return {std::move(text), columns};
}

std::size_t columns_of(const std::vector<Cell> &cells) {
  std::size_t columns = 0;
  for (const Cell &cell : cells) {
    columns += cell.columns;
  }
  return columns;
}

bool is_inside_letter(std::string_view line, std::size_t at) {
  return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
}

} // namespace

std::string caret_below(std::string_view line, std::uint32_t line_number, std::uint32_t column) {
  const std::size_t target = std::min<std::size_t>(std::max(column, 1U) - 1, line.size());
  std::size_t at = target > k_max_near ? target - k_max_near : 0;
  while (is_inside_letter(line, at)) {
    ++at;
  }
  const std::size_t end = std::min(line.size(), target + k_max_near);
  bool cut_before = at > 0;
  bool cut_behind = end < line.size();

  std::vector<Cell> before;
  std::vector<Cell> behind; // from the letter above the caret on
  while (at < end) {
    const std::size_t size = std::max<std::size_t>(code_point_at(line, at).size, 1);
    (at + size <= target ? before : behind).push_back(cell_of(line.substr(at, size)));
    at += size;
  }
  // Half of the room for what stands before the caret, and more where less stands behind it.
  const std::size_t room = k_max_columns - std::min(columns_of(behind), k_max_columns / 2);
  std::size_t columns_before = 0;
  auto first = before.end();
  while (first != before.begin() && columns_before + std::prev(first)->columns <= room) {
    columns_before += (--first)->columns;
  }
  cut_before = cut_before || first != before.begin();
  std::string shown = cut_before ? "..." : "";
  const std::size_t indent = shown.size() + columns_before;
  for (; first != before.end(); ++first) {
    shown += first->text;
  }
  std::size_t columns = columns_before;
  for (const Cell &cell : behind) {
    if (columns + cell.columns > k_max_columns) {
      cut_behind = true;
      break;
    }
    columns += cell.columns;
    shown += cell.text;
  }
  shown += cut_behind ? "..." : "";

  const std::string number = std::to_string(line_number);
  std::string gutter(number.size() < 5 ? 5 - number.size() : 0, ' ');
  gutter += number;
  const std::string blank(gutter.size(), ' ');
  return gutter + " | " + shown + '\n' + blank + " | " + std::string(indent, ' ') + "^\n";
}

} // namespace acsgate
