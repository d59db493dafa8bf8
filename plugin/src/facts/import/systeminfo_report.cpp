#include "facts/import/systeminfo_report.hpp"

#include "base/text.hpp"
#include "facts/capture_text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_blank = " \t";

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

/// Takes the text up to the next run of digits and the run itself off `rest`; empty at the end.
std::string_view take_number(std::string_view &rest) {
  rest.remove_prefix(std::min(rest.find_first_of(k_digits), rest.size()));
  const std::string_view number = rest.substr(0, rest.find_first_not_of(k_digits));
  rest.remove_prefix(number.size());
  return number;
}

/// `[07]: value` or, in French, `[07] : value`: the value, if the line is item number `expected`.
std::optional<std::string_view> item(std::string_view line, std::size_t expected) {
  line = trimmed(line);
  if (!line.starts_with('[')) {
    return std::nullopt;
  }
  line.remove_prefix(line.starts_with("[0") ? 2 : 1); // numbers have two digits at least
  const std::size_t bracket = std::min(line.find(']'), line.size());
  unsigned long number = 0;
  if (!parse_decimal(line.substr(0, bracket), k_max_systeminfo_lines, number) || number != expected) {
    return std::nullopt;
  }
  const std::string_view rest = trimmed(line.substr(std::min(bracket + 1, line.size())));
  return rest.starts_with(':') ? std::optional(trimmed(rest.substr(1))) : std::nullopt;
}

void add_below(SysteminfoRow &row, std::string_view line) {
  const auto value = item(line, row.items.size() + 1);
  if (value && row.only_items) {
    row.items.push_back(*value);
  } else {
    row.only_items = false;
  }
}

/// The service pack where the row names none: 0 for builds that can be without, else unknown.
std::optional<std::uint32_t> service_pack_without_word(std::uint32_t build) {
  static constexpr std::uint32_t k_vista = 6000;
  static constexpr std::uint32_t k_seven = 7600;
  static constexpr std::uint32_t k_eight = 9200; // from here on there are no service packs
  return build == k_vista || build == k_seven || build >= k_eight ? std::optional(0U) : std::nullopt;
}

std::optional<SysteminfoVersion> parse_systeminfo_version(std::string_view text) {
  static constexpr unsigned long k_smallest_build = 1000;
  static constexpr unsigned long k_largest_build = 999999;
  static constexpr unsigned long k_largest_part = 99;
  unsigned long number = 0;
  for (int part = 0; part < 2; ++part) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || !parse_decimal(text.substr(0, dot), k_largest_part, number)) {
      return std::nullopt;
    }
    text.remove_prefix(dot + 1);
  }
  const std::size_t end = text.find_first_of(k_blank);
  const std::string_view build = text.substr(0, end);
  if (end == std::string_view::npos || !parse_decimal(build, k_largest_build, number) || number < k_smallest_build) {
    return std::nullopt;
  }
  SysteminfoVersion version{static_cast<std::uint32_t>(number), service_pack_without_word(static_cast<std::uint32_t>(number))};
  text.remove_prefix(end);
  std::size_t between = 0;
  for (std::string_view now = take_number(text); !now.empty(); now = take_number(text)) {
    if (now == build && text.find_first_of(k_digits) == std::string_view::npos) {
      return version;
    }
    ++between;
    const bool only_number = between == 1 && parse_decimal(now, k_largest_part, number);
    version.service_pack = only_number ? std::optional(static_cast<std::uint32_t>(number)) : std::nullopt;
  }
  return std::nullopt;
}

} // namespace

std::optional<std::vector<SysteminfoRow>> split_systeminfo(std::string_view text) {
  std::vector<SysteminfoRow> rows;
  std::size_t lines = 0;
  while (!text.empty()) {
    if (++lines > k_max_systeminfo_lines) {
      return std::nullopt;
    }
    std::string_view line = take_line(text);
    const bool ended = !text.empty() || line.data() + line.size() != text.data();
    // Progress messages stand before a lone CR where the error stream went into the capture too.
    line.remove_prefix(line.rfind('\r') == std::string_view::npos ? 0 : line.rfind('\r') + 1);
    if (trimmed(line).empty()) {
      continue;
    }
    if (!is_blank(line.front())) {
      rows.push_back({line, {}, true, ended});
    } else if (!rows.empty()) {
      add_below(rows.back(), line);
      rows.back().ended = ended;
    }
  }
  return rows;
}

std::string_view value_of(const SysteminfoRow &row) {
  std::optional<std::string_view> single;
  for (std::size_t colon = row.line.find(':'); colon != std::string_view::npos; colon = row.line.find(':', colon + 1)) {
    const std::string_view rest = row.line.substr(colon + 1);
    if (rest.starts_with("  ") || rest.starts_with('\t')) {
      return trimmed(rest);
    }
    if (!single && rest.starts_with(' ')) {
      single = trimmed(rest);
    }
  }
  return single.value_or(std::string_view());
}

std::optional<SysteminfoVersion> version_in(const SysteminfoRow &row) {
  static constexpr int k_most_colons = 4; // in no language has the label one, and a line may be long
  std::string_view rest = row.line;
  for (int tries = 0; tries < k_most_colons && rest.find(':') != std::string_view::npos; ++tries) {
    rest.remove_prefix(rest.find(':') + 1);
    const auto version = !rest.empty() && is_blank(rest.front()) ? parse_systeminfo_version(trimmed(rest)) : std::nullopt;
    if (version) {
      return version;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> announced_items(const SysteminfoRow &row) {
  std::string_view rest = row.line;
  const std::string_view number = take_number(rest);
  unsigned long count = 0;
  if (!parse_decimal(number, k_max_systeminfo_lines, count) || !take_number(rest).empty()) {
    return std::nullopt;
  }
  return count;
}

} // namespace acsgate
