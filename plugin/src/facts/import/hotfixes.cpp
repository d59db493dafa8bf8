#include "facts/import/hotfixes_layouts.hpp"

#include "base/text.hpp"
#include "facts/capture_text.hpp"
#include "facts/import/guessed_name.hpp"
#include "facts/import/importer.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace acsgate {

namespace {

constexpr std::size_t k_max_lines = 400000; ///< 10,000 hotfixes with every property on a line of its own
constexpr std::size_t k_max_line = 16384;   ///< bytes of a line of a table

/// Lines that are not blank; nothing if there are too many.
std::optional<std::vector<CaptureLine>> split(std::string_view text) {
  std::vector<CaptureLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    if (number > k_max_lines) {
      return std::nullopt;
    }
    const std::string_view line = take_line(text);
    if (!trimmed(line).empty()) {
      lines.push_back({line, number});
    }
  }
  return lines;
}

/// How another tool's output is known, and the format that reads it.
std::string_view format_of(std::span<const CaptureLine> lines) {
  static constexpr std::pair<std::string_view, std::string_view> k_marks[] = {
      {"[01]:", "systeminfo"},
      {"Package_for_", "dism"},
      {"Windows Registry Editor", "reg"},
  };
  for (const auto &[mark, format] : k_marks) {
    const auto holds = [&wanted = mark](const CaptureLine &line) { return line.text.find(wanted) != std::string_view::npos; };
    if (std::ranges::any_of(lines, holds)) {
      return format;
    }
  }
  return {};
}

/// The first three have an entry or a property a line.
enum class Layout : std::uint8_t { properties, csv, table, json, kb_list };

Layout layout_of(std::span<const CaptureLine> lines) {
  const std::string first = lower_ascii(lines.front().text);
  if (first.starts_with('[') || first.starts_with('{')) {
    return Layout::json;
  }
  const auto is_id = [](const CaptureLine &line) { return lower_ascii(property_of(line.text)) == k_hotfix_id; };
  if (std::ranges::any_of(lines, is_id)) {
    return Layout::properties;
  }
  if (first.find(k_hotfix_id) == std::string::npos) {
    return Layout::kb_list;
  }
  return first.find_first_of(",;\t\"") == std::string::npos ? Layout::table : Layout::csv;
}

/// What made the list, as far as its layout tells.
std::string_view source_of(Layout layout, std::span<const CaptureLine> lines) {
  const std::string_view first = lines.front().text;
  const bool rule = lines.size() > 1 && lines[1].text.find_first_not_of("- ") == std::string_view::npos;
  switch (layout) {
  case Layout::properties:
    return first.find('=') < first.find(':') ? "wmic qfe" : "Get-HotFix";
  case Layout::csv:
    return first.starts_with("Node,") ? "wmic qfe" : "Get-HotFix";
  case Layout::table:
    return rule ? "Get-HotFix" : "wmic qfe";
  case Layout::json:
    return "Get-HotFix";
  case Layout::kb_list:
    break;
  }
  return "list of KB numbers";
}

} // namespace

Result<void> read_kb_list(std::span<const CaptureLine> lines, HotfixEntries &entries) {
  static constexpr std::string_view k_between = " \t,;";
  for (const CaptureLine &line : lines) {
    std::string_view rest = line.text.substr(0, line.text.find('#'));
    if (is_lost_hotfix_id(trimmed(rest))) {
      continue;
    }
    for (;;) {
      rest.remove_prefix(std::min(rest.find_first_not_of(k_between), rest.size()));
      if (rest.empty()) {
        break;
      }
      const std::string_view word = rest.substr(0, rest.find_first_of(k_between));
      rest.remove_prefix(word.size());
      if (!parse_hotfix_id(word)) {
        const std::string_view format = format_of(lines);
        return entries.refuse(
            line.number, "is neither output of wmic qfe or Get-HotFix nor a list of KB numbers: \"" + printable(word, 80) + '"',
            format.empty() ? "pass the tool's output as it is, or one KB number a line"
                           : "import it with --from " + std::string(format));
      }
      if (auto added = entries.add(word, {}, line.number); !added) {
        return added;
      }
    }
  }
  return {};
}

Result<void> import_hotfixes(const Capture &capture, const ImportOptions &options, ImportSink &sink) {
  const auto text = capture_text(capture.bytes, capture.name, options.code_page);
  if (!text) {
    return tl::unexpected(text.error());
  }
  HotfixEntries entries(capture.name);
  const auto all = split(text->text);
  if (!all) {
    return entries.refuse(0, "has more than " + std::to_string(k_max_lines) + " lines",
                          "check that this is the list of one host");
  }
  std::span<const CaptureLine> lines = *all;
  while (!lines.empty() && (is_prompt(lines.front().text) || lines.front().text.starts_with("#TYPE"))) {
    lines = lines.subspan(1);
  }
  if (lines.empty()) {
    return entries.refuse(0, "is empty", "check that the tool ran without errors and was allowed to read the updates");
  }
  const Layout layout = layout_of(lines);
  const bool whole = text->text.ends_with('\n') || layout == Layout::json || layout == Layout::kb_list;
  if (!whole) {
    return entries.refuse(lines.back().number, "has no line end: the list may have been cut off here",
                          "capture it again, or add a line end if this is all of it");
  }
  const auto too_long = [](const CaptureLine &line) { return line.text.size() > k_max_line; };
  if (const auto found = std::ranges::find_if(lines, too_long); found != lines.end() && layout < Layout::json) {
    return entries.refuse(found->number, "is longer than " + std::to_string(k_max_line) + " bytes",
                          "check that this is a list of hotfixes");
  }
  auto read = layout == Layout::properties ? read_hotfix_properties(lines, entries)
              : layout == Layout::csv      ? read_hotfix_csv(lines, entries)
              : layout == Layout::table    ? read_hotfix_table(lines, entries)
              : layout == Layout::json     ? read_hotfix_json(text->text, entries)
                                           : read_kb_list(lines, entries);
  if (!read) {
    return read;
  }
  OwnedFacts host;
  if (auto finished = entries.finish(host, source_of(layout, lines)); !finished) {
    return finished;
  }
  warn_of_guessed_name(*text, host.facts.host.name, sink);
  sink.host(std::move(host));
  return {};
}

} // namespace acsgate
