#include "policy/merge.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

std::string_view id_of(const Node &row) {
  const Node *id = row.find("id");
  return id == nullptr ? std::string_view{} : std::string_view(id->text);
}

/// Sorts as the loader wants it; rows without a readable build go last, where the loader complains about them.
std::pair<unsigned long, std::string_view> platform_order(const Node &row) {
  const Node *build = row.find("build");
  const Node *type = row.find("type");
  unsigned long number = 0;
  if (build == nullptr || !parse_decimal(build->text, 0x7FFFFFFFUL, number)) {
    number = 0x80000000UL;
  }
  return {number, type == nullptr ? std::string_view{} : std::string_view(type->text)};
}

void merge_platforms(Node &base, Node &&overlay) {
  Node *rows = base.find("rows");
  Node *added = overlay.find("rows");
  if (rows != nullptr && added != nullptr && rows->kind == Node::Kind::sequence && added->kind == Node::Kind::sequence) {
    for (Node &row : added->items) {
      const auto same =
          std::ranges::find_if(rows->items, [&](const Node &old) { return !id_of(row).empty() && id_of(old) == id_of(row); });
      if (same == rows->items.end()) {
        rows->items.push_back(std::move(row));
      } else {
        merge_nodes(*same, std::move(row));
      }
    }
    std::ranges::stable_sort(rows->items, {}, platform_order);
    std::erase_if(overlay.members, [](const Node::Member &member) { return member.key == "rows"; });
  }
  merge_nodes(base, std::move(overlay));
}

/// `build,ubr,kb,released,...`: the loader's order, on the text of a row.
std::tuple<unsigned long, std::string, unsigned long, std::string> update_order(const Node &row) {
  std::vector<std::string> fields(1);
  for (const char c : row.text) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  fields.resize(std::max<std::size_t>(fields.size(), 4));
  unsigned long build = 0;
  unsigned long ubr = 0;
  (void)parse_decimal(fields[0], 0x7FFFFFFFUL, build);
  (void)parse_decimal(fields[1], 0x7FFFFFFFUL, ubr);
  return {build, fields[3], ubr, fields[2]};
}

} // namespace

void merge_nodes(Node &base, Node &&overlay) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  if (base.kind != Node::Kind::mapping || overlay.kind != Node::Kind::mapping) {
    base = std::move(overlay);
    return;
  }
  base.mark = overlay.mark; // whoever changed the mapping last is asked about it as a whole
  for (Node::Member &member : overlay.members) {
    if (Node *value = base.find(member.key)) {
      merge_nodes(*value, std::move(member.value));
    } else {
      base.members.push_back(std::move(member));
    }
  }
}

Node merge_policy(Node base, Node overlay) {
  std::erase_if(overlay.members, [](const Node::Member &member) { return member.key == "extends"; });
  std::erase_if(overlay.members, [&](Node::Member &member) {
    Node *table = base.find(member.key);
    if (table == nullptr) {
      return false;
    }
    if (member.key == "platforms") {
      merge_platforms(*table, std::move(member.value));
      return true;
    }
    if (member.key == "updates" && member.value.kind == Node::Kind::sequence) {
      std::ranges::move(member.value.items, std::back_inserter(table->items));
      std::ranges::stable_sort(table->items, {}, update_order);
      return true;
    }
    return false;
  });
  merge_nodes(base, std::move(overlay));
  return base;
}

} // namespace acsgate
