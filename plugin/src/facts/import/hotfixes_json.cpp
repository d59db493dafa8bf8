#include "facts/import/hotfixes_layouts.hpp"

#include <simdjson.h>

namespace acsgate {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t k_max_depth = 32;

/// An entry that ConvertTo-Json made of a hotfix, or the bare id.
Result<void> add(dom::element element, HotfixEntries &entries) {
  std::string_view id;
  if (element.get(id) == simdjson::SUCCESS) {
    return entries.add(id, {}, 0);
  }
  dom::object hotfix;
  if (element.get(hotfix) != simdjson::SUCCESS || hotfix["HotFixID"].get(id) != simdjson::SUCCESS) {
    return entries.refuse(0, "holds a JSON value without \"HotFixID\"", "write it with: Get-HotFix | ConvertTo-Json");
  }
  // In the order of k_host_columns.
  for (const char *const name : {"CSName", "__SERVER", "Source", "Node", "PSComputerName"}) {
    std::string_view host;
    if (hotfix[name].get(host) == simdjson::SUCCESS && !host.empty()) {
      return entries.add(id, host, 0);
    }
  }
  return entries.add(id, {}, 0);
}

} // namespace

Result<void> read_hotfix_json(std::string_view text, HotfixEntries &entries) {
  dom::parser parser;
  dom::element document;
  const bool allocated = parser.allocate(text.size() + 1, k_max_depth) == simdjson::SUCCESS;
  if (const auto error = allocated ? parser.parse(simdjson::padded_string(text)).get(document) : simdjson::MEMALLOC;
      error != simdjson::SUCCESS) {
    return entries.refuse(0, std::string("is not JSON: ") + simdjson::error_message(error), "check that the file is whole");
  }
  dom::array list;
  if (document.get(list) != simdjson::SUCCESS) {
    return add(document, entries); // one hotfix
  }
  for (const dom::element element : list) {
    if (auto added = add(element, entries); !added) {
      return added;
    }
  }
  return {};
}

} // namespace acsgate
