#include "casebook/case_table.hpp"

#include "casebook/one_or_many.hpp"
#include <algorithm>
#include <array>

namespace acsgate {

namespace {

constexpr std::array<std::string_view, 10> k_expectations = {"name", "expect", "codes",    "requirements", "outcome",
                                                             "best", "ready",  "platform", "kb",           "says"};
constexpr std::size_t k_max_name = 200;

std::vector<std::string> read_columns(const Node *columns, Complaints &complaints) {
  std::vector<std::string> names;
  if (columns == nullptr) {
    return names;
  }
  const std::span<const Node> items = one_or_many(*columns);
  for (const Node &item : items) {
    auto name = read_text(item, "\"columns\"", complaints);
    if (name && std::ranges::find(names, *name) != names.end()) {
      complaints.add(item.mark, "\"columns\" names \"" + printable(*name, 80) + "\" twice", "remove one of the two");
    }
    names.push_back(std::move(name).value_or(""));
  }
  return names;
}

std::string value_text(const Node &value) {
  if (value.kind == Node::Kind::scalar) {
    return value.text;
  }
  std::string text;
  const auto append = [&](const std::string &part) { text += (text.empty() ? "" : " + ") + part; };
  for (const Node &item : value.items) {
    append(item.kind == Node::Kind::scalar ? item.text : to_canonical_json(item));
  }
  for (const Node::Member &member : value.members) {
    append(member.key);
  }
  return text.empty() ? "none" : text;
}

} // namespace

std::vector<Node> table_rows(const Node &rows, const Node *columns, Complaints &complaints) {
  const std::vector<std::string> names = read_columns(columns, complaints);
  std::vector<Node> mappings;
  if (rows.kind != Node::Kind::sequence || rows.items.empty()) {
    complaints.add(rows.mark, "\"rows\" must be a list of cases");
  }
  for (const Node &row : rows.items) {
    if (row.kind == Node::Kind::mapping) {
      mappings.push_back(copy_of(row));
      continue;
    }
    const std::span<const Node> values = one_or_many(row);
    if (names.empty()) {
      complaints.add(row.mark, "this row is no mapping, and the table has no \"columns\"",
                     "name the columns, or write key: value");
      continue;
    }
    if (values.size() > names.size()) {
      complaints.add(row.mark,
                     "this row has " + std::to_string(values.size()) + " values for " + std::to_string(names.size()) + " columns",
                     "a value that is a list needs brackets of its own: [[a, b]]");
      continue;
    }
    Node mapping;
    mapping.kind = Node::Kind::mapping;
    mapping.mark = row.mark;
    for (std::size_t at = 0; at < values.size(); ++at) {
      mapping.members.push_back({names[at], values[at].mark, copy_of(values[at])});
    }
    mappings.push_back(std::move(mapping));
  }
  return mappings;
}

std::string name_of_row(const Node &row) {
  std::string name;
  for (const Node::Member &member : row.members) {
    if (std::ranges::find(k_expectations, member.key) == k_expectations.end()) {
      name += (name.empty() ? "" : ", ") + member.key + ' ' + value_text(member.value);
    }
  }
  return printable(name, k_max_name);
}

} // namespace acsgate
