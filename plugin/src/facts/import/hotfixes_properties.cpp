#include "facts/import/hotfixes_layouts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace acsgate {

namespace {

constexpr std::size_t k_max_properties = 64;

/// The properties of one hotfix.
struct Entry {
  std::vector<std::string> names; ///< lower case
  std::string_view id;
  std::string_view host;
  std::size_t host_rank = k_host_columns.size();
  std::size_t line = 0;
};

bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

} // namespace

std::string_view property_of(std::string_view line) {
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(line, is_name_letter) - line.begin());
  const std::string_view rest = trimmed(line.substr(end));
  return end > 0 && (rest.starts_with(':') || rest.starts_with('=')) ? line.substr(0, end) : std::string_view();
}

Result<void> read_hotfix_properties(std::span<const CaptureLine> lines, HotfixEntries &entries) {
  std::vector<std::string> names; // of the first entry; all have the same
  Entry entry;
  const auto finish_entry = [&]() -> Result<void> {
    if (names.empty()) {
      names = entry.names;
    }
    if (entry.names != names) {
      return entries.refuse(entry.line, "is not an entry like those before it: the list was cut or holds something else",
                            "capture it again, one host a file");
    }
    const auto added = entries.add(entry.id, entry.host, entry.line);
    entry = {};
    return added;
  };
  bool at_end = false;
  for (const CaptureLine &line : lines) {
    if (is_prompt(line.text)) {
      at_end = true;
      continue;
    }
    if (line.text.starts_with(' ') && !entry.names.empty() && !at_end) {
      continue; // Format-List folds long values
    }
    const std::string name = lower_ascii(property_of(line.text));
    if (name.empty() || at_end || entry.names.size() == k_max_properties) {
      return entries.refuse(line.number, "is not a property like HotFixID : KB5005625", "import the tool's output as it is");
    }
    if (std::ranges::find(entry.names, name) != entry.names.end()) {
      if (auto finished = finish_entry(); !finished) {
        return finished;
      }
    }
    entry.line = entry.names.empty() ? line.number : entry.line;
    entry.names.push_back(name);
    const std::string_view value = trimmed(trimmed(line.text.substr(name.size())).substr(1));
    if (name == k_hotfix_id) {
      entry.id = value;
      entry.line = line.number;
    }
    const auto rank = static_cast<std::size_t>(std::ranges::find(k_host_columns, name) - k_host_columns.begin());
    if (rank < entry.host_rank && !value.empty()) {
      entry.host_rank = rank;
      entry.host = value;
    }
  }
  return entry.names.empty() ? Result<void>() : finish_entry();
}

} // namespace acsgate
