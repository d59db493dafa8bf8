#pragma once

#include "policy/mapping_reader.hpp"
#include "policy/policy.hpp"

#include <algorithm>

namespace acsgate {

/// Each reads one part of a merged policy document into `policy` and complains about everything that is wrong with it.
/// They run in this order, because later parts refer to earlier ones.
void decode_sources(const Node &node, Policy &policy, Complaints &complaints);
void decode_platforms(const Node &node, Policy &policy, Complaints &complaints);
void decode_updates(const Node &node, Policy &policy, Complaints &complaints);
void decode_requirements(const Node &node, Policy &policy, Complaints &complaints);
void decode_products(const Node &node, Policy &policy, Complaints &complaints);

/// Reads the whole merged document. The result is of use only if nothing was complained about.
[[nodiscard]] Policy decode_policy(const Document &document, Complaints &complaints);

/// Reads `source` of a row and complains if the policy does not know it.
void read_source(MappingReader &reader, const Policy &policy, std::string &out, Complaints &complaints);

/// Where the entry `text` of a list of texts stands.
[[nodiscard]] inline Mark item_mark(const Node &list, std::string_view text) {
  const auto item = std::ranges::find(list.items, text, &Node::text);
  return item == list.items.end() ? list.mark : item->mark;
}

/// Complains, with a suggestion, that `name` is none of the `kind` (`requirement`, `platform`) that the policy has.
template <class Rows>
void complain_unknown(Mark mark, std::string_view kind, std::string_view name, const Rows &rows, Complaints &complaints) {
  std::vector<std::string_view> names;
  names.reserve(rows.size());
  for (const auto &row : rows) {
    names.push_back(row.id);
  }
  complaints.add(mark, "there is no " + std::string(kind) + " \"" + printable(name, 80) + '"' + did_you_mean(name, names), {},
                 mistake::k_unknown_name);
}

} // namespace acsgate
