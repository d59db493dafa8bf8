#include "integration/quoting.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace acsgate {

namespace {

constexpr std::pair<std::string_view, Quoting> k_quotings[] = {
    {"powershell", Quoting::powershell}, {"vbscript", Quoting::vbscript}, {"mof", Quoting::mof},   {"wql", Quoting::wql},
    {"argument", Quoting::argument},     {"markdown", Quoting::markdown}, {"line", Quoting::line}, {"word", Quoting::word},
};

bool is_plain(char32_t point) { return point >= U' ' && point <= U'~'; }

bool is_plain_text(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

std::string hex4(char32_t unit) {
  static constexpr char k_hex_digits[] = "0123456789ABCDEF";
  std::string text;
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    text += k_hex_digits[(unit >> (shift - 4)) & 15U];
  }
  return text;
}

/// The UTF-16 units of a code point.
std::u32string units_of(char32_t point) {
  if (point < 0x10000) {
    return {point};
  }
  return {0xD800 + ((point - 0x10000) >> 10U), 0xDC00 + ((point - 0x10000) & 0x3FFU)};
}

/// How an expression is put together from literals and characters.
struct Expression {
  char quote;
  std::string_view join;
  std::string_view before_unit;
  std::string_view after_unit;
};

/// Literals of printable ASCII, joined with single characters of everything else.
std::string expression(const Expression &form, std::string_view value) {
  std::string text(1, form.quote);
  bool open = true;
  for (std::size_t at = 0; at < value.size();) {
    const CodePoint point = code_point_at(value, at);
    at += point.size;
    if (is_plain(point.value)) {
      if (!open) {
        text.append(form.join).append(1, form.quote);
        open = true;
      }
      text.append(point.value == static_cast<char32_t>(form.quote) ? 2 : 1, static_cast<char>(point.value));
      continue;
    }
    for (const char32_t unit : units_of(point.value)) {
      text.append(open ? std::string(1, form.quote) : std::string()).append(form.join);
      text.append(form.before_unit).append(hex4(unit)).append(form.after_unit);
      open = false;
    }
  }
  return open ? text + form.quote : text;
}

/// In brackets where it is more than one literal, so that it is one value wherever it stands.
std::string bracketed(std::string text, std::string_view value) {
  if (!is_plain_text(value)) {
    text.insert(0, 1, '(').append(1, ')');
  }
  return text;
}

std::string powershell(std::string_view value) {
  // A string first: a [char] and a string would be added as numbers.
  return bracketed(expression({'\'', " + ", "[char]0x", ""}, value), value);
}

std::string vbscript(std::string_view value) { return bracketed(expression({'"', " & ", "ChrW(&H", "&)"}, value), value); }

std::string mof(std::string_view value) {
  std::string text = "\"";
  for (std::size_t at = 0; at < value.size();) {
    const CodePoint point = code_point_at(value, at);
    at += point.size;
    if (!is_plain(point.value)) {
      for (const char32_t unit : units_of(point.value)) {
        text += "\\x" + hex4(unit);
      }
      continue;
    }
    text += point.value == U'"' || point.value == U'\\' ? "\\" : "";
    text += static_cast<char>(point.value);
  }
  return text + '"';
}

std::string wql(std::string_view value) {
  std::string text = "\"";
  for (const char letter : value) {
    text += letter == '"' || letter == '\\' ? "\\" : "";
    text += letter;
  }
  return text + '"';
}

std::string markdown(std::string_view value) {
  std::string text;
  for (const char letter : printable(value, value.size())) {
    text += std::string_view("\\`*_{}[]()<>#+-.!|~&:@\"'$^=").find(letter) != std::string_view::npos ? "\\" : "";
    text += letter;
  }
  return text;
}

Error unquotable(std::string_view value, std::string what) {
  return {ErrorKind::input, "", '"' + printable(value, 80) + "\" " + std::move(what), "choose another one"};
}

bool is_word(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           std::string_view(".:_-").find(letter) != std::string_view::npos;
  });
}

} // namespace

std::optional<Quoting> parse_quoting(std::string_view name) {
  const auto *found = std::ranges::find(k_quotings, name, [](const auto &row) { return row.first; });
  return found == std::end(k_quotings) ? std::nullopt : std::optional(found->second);
}

Result<std::string> quoted(Quoting quoting, std::string_view value) {
  if (!is_valid_utf8(value) || value.find('\0') != std::string_view::npos) {
    return tl::unexpected(unquotable(value, "is not text (UTF-8 without NUL)"));
  }
  switch (quoting) {
  case Quoting::powershell:
    return powershell(value);
  case Quoting::vbscript:
    return vbscript(value);
  case Quoting::mof:
    return mof(value);
  case Quoting::wql:
    if (!is_plain_text(value)) {
      return tl::unexpected(unquotable(value, "can't stand in a WQL query: it is not printable ASCII"));
    }
    return wql(value);
  case Quoting::argument:
    if (value.empty() || value.find_first_of("\"%") != std::string_view::npos || value.ends_with('\\') ||
        printable(value, value.size()) != value) {
      return tl::unexpected(
          unquotable(value, R"(can't be an argument of a command: it is empty, has " or % or a control in it, or ends with \)"));
    }
    return '"' + std::string(value) + '"';
  case Quoting::markdown:
    return markdown(value);
  case Quoting::line:
    return printable(value, value.size());
  case Quoting::word:
    break;
  }
  if (!is_word(value)) {
    return tl::unexpected(unquotable(value, "is not a word of letters, digits and .:_-"));
  }
  return std::string(value);
}

} // namespace acsgate
