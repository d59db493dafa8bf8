#include "facts/import/hotfixes_layouts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace acsgate {

namespace {

/// The fields of a line; nothing where a quote is not closed. wmic writes no quotes, Export-Csv puts them around each field.
std::optional<std::vector<std::string>> split(std::string_view line, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '"') {
      const bool doubled = quoted && at + 1 < line.size() && line[at + 1] == '"';
      if (doubled) {
        fields.back() += '"';
        ++at;
      } else {
        quoted = !quoted;
      }
    } else if (line[at] == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[at];
    }
  }
  return quoted ? std::nullopt : std::optional(std::move(fields));
}

} // namespace

Result<void> read_hotfix_csv(std::span<const CaptureLine> lines, HotfixEntries &entries) {
  const std::size_t first = lines.front().text.find_first_of(",;\t");
  const char separator = first == std::string_view::npos ? ',' : lines.front().text[first];
  auto header = split(lines.front().text, separator).value_or(std::vector<std::string>());
  std::ranges::transform(header, header.begin(), [](const std::string &name) { return lower_ascii(trimmed(name)); });
  const auto column = [&header](std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(header, name) - header.begin());
  };
  const std::size_t id = column(k_hotfix_id);
  std::size_t host = header.size();
  for (const std::string_view name : k_host_columns) {
    host = host == header.size() ? column(name) : host;
  }
  if (id == header.size() || std::ranges::count(header, k_hotfix_id) > 1) {
    return entries.refuse(lines.front().number, "has no single column HotFixID", "export the list with that column");
  }
  for (const CaptureLine &line : lines.subspan(1)) {
    const auto fields = split(line.text, separator);
    if (!fields || fields->size() != header.size()) {
      return entries.refuse(line.number, "has not as many fields as the header",
                            "check that the file is whole and holds one table");
    }
    const std::string_view host_name = host < header.size() ? std::string_view((*fields)[host]) : std::string_view();
    if (const auto added = entries.add((*fields)[id], host_name, line.number); !added) {
      return added;
    }
  }
  return {};
}

} // namespace acsgate
