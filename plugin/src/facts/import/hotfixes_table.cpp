#include "facts/import/hotfixes_layouts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace acsgate {

namespace {

/// A column reaches from the start of its name to the start of the next one, counted in characters or in a console's cells.
struct Column {
  std::string name; ///< lower case
  std::size_t start = 0;
  std::size_t end = std::string_view::npos;
};

std::vector<Column> columns_of(std::string_view header) {
  std::vector<Column> columns;
  for (std::size_t at = header.find_first_not_of(' '); at != std::string_view::npos;) {
    const std::size_t end = std::min(header.find(' ', at), header.size());
    if (!columns.empty()) {
      columns.back().end = at;
    }
    columns.push_back({lower_ascii(header.substr(at, end - at)), at});
    at = header.find_first_not_of(' ', end);
  }
  return columns;
}

/// True for scripts whose letters take two cells of a console (Unicode, EastAsianWidth.txt, W and F), by their UTF-8.
bool is_wide(std::string_view letter) {
  static constexpr std::pair<std::string_view, std::string_view> k_wide[] = {
      {"\u1100", "\u115F"}, {"\u2E80", "\uA4CF"}, {"\uAC00", "\uD7A3"},
      {"\uF900", "\uFAFF"}, {"\uFE30", "\uFE6F"}, {"\uFF00", "\uFF60"},
  };
  return letter.size() == 3 &&
         std::ranges::any_of(k_wide, [letter](const auto &range) { return letter >= range.first && letter <= range.second; });
}

/// Bytes at which each position of a line begins; a wide letter takes two positions if `cells`.
std::vector<std::size_t> positions_of(std::string_view line, bool cells) {
  std::vector<std::size_t> positions;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t next = at + 1;
    while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0U) == 0x80U) {
      ++next;
    }
    positions.push_back(at);
    if (cells && is_wide(line.substr(at, next - at))) {
      positions.push_back(at);
    }
    at = next;
  }
  return positions;
}

/// The value in a column; nothing where the row's words do not keep to its edges.
std::optional<std::string_view> slice(std::string_view line, const std::vector<std::size_t> &positions, const Column &column) {
  if (column.start >= positions.size()) {
    return std::string_view();
  }
  const std::size_t first = positions[column.start];
  const std::size_t last = column.end < positions.size() ? positions[column.end] : line.size();
  const bool before = first == 0 || line[first - 1] == ' ';
  const bool after = last == line.size() || line[last - 1] == ' ';
  const std::string_view value = trimmed(line.substr(first, last - first));
  const bool at_start = value.empty() || value.data() == line.data() + first;
  return before && after && at_start ? std::optional(value) : std::nullopt;
}

struct Row {
  std::string_view id;
  std::string_view host;
};

/// Tools count a wide letter as one position or as two. Where a row has letters beyond ASCII, only what surely is an id counts.
std::optional<Row> cut(std::string_view line, const Column &id, const Column *host) {
  const bool ascii = std::ranges::none_of(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  for (const bool cells : {false, true}) {
    const auto positions = positions_of(line, cells);
    const auto id_value = slice(line, positions, id);
    const auto host_value = host == nullptr ? std::optional(std::string_view()) : slice(line, positions, *host);
    const bool sure = id_value && (ascii ? !id_value->empty() : parse_hotfix_id(*id_value) || is_lost_hotfix_id(*id_value));
    if (sure && host_value) {
      return Row{*id_value, *host_value};
    }
  }
  return std::nullopt;
}

bool is_rule(std::string_view line) { return line.find_first_not_of("- ") == std::string_view::npos; }

} // namespace

bool is_prompt(std::string_view line) {
  line.remove_prefix(line.starts_with("PS ") ? 3 : 0);
  return line.size() > 2 && line[1] == ':' && line[2] == '\\' && line.find('>') != std::string_view::npos;
}

Result<void> read_hotfix_table(std::span<const CaptureLine> lines, HotfixEntries &entries) {
  const std::vector<Column> columns = columns_of(lines.front().text);
  const auto column = [&](std::string_view name) {
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
  };
  const Column *const id = column(k_hotfix_id);
  const Column *host = nullptr;
  for (const std::string_view name : k_host_columns) {
    host = host == nullptr ? column(name) : host;
  }
  bool at_end = false;
  for (const CaptureLine &line : lines.subspan(1)) {
    at_end = at_end || is_prompt(line.text);
    if (is_prompt(line.text) || (is_rule(line.text) && &line == &lines[1])) {
      continue;
    }
    const auto row = at_end || id == nullptr ? std::nullopt : cut(line.text, *id, host);
    if (!row || lower_ascii(row->id) == k_hotfix_id) {
      return entries.refuse(line.number, "does not fit the columns of the table above it",
                            "import one table a file, as the tool printed it");
    }
    if (const auto added = entries.add(row->id, row->host, line.number); !added) {
      return added;
    }
  }
  return {};
}

} // namespace acsgate
