#include "casebook/restated.hpp"

#include "base/sha256.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// What a path leads to: one value, or the rows of the update table that have one build.
struct Found {
  std::string canonical;
  std::size_t rows = 0; ///< entries of a list or a mapping
};

/// Rows of the update table are text, `6003,,KB5006715,...`: their first field stands for an id.
std::optional<Found> rows_of_build(const Node &list, const std::string &build) {
  Found found;
  for (const Node &item : list.items) {
    if (item.kind == Node::Kind::scalar && item.text.starts_with(build + ',')) {
      found.canonical += (found.rows++ == 0 ? "[" : ",") + to_canonical_json(item);
    }
  }
  found.canonical += ']';
  return found.rows == 0 ? std::nullopt : std::optional(std::move(found));
}

std::optional<Found> look_up(const Node &root, const std::vector<std::string> &path) {
  const Node *place = &root;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (place->kind == Node::Kind::sequence) {
      const auto row = std::ranges::find_if(place->items, [&](const Node &item) {
        const Node *id = item.find("id");
        return id != nullptr && id->text == path[at];
      });
      if (row == place->items.end()) {
        return at + 1 == path.size() ? rows_of_build(*place, path[at]) : std::nullopt;
      }
      place = &*row;
    } else {
      place = place->find(path[at]);
      if (place == nullptr) {
        return std::nullopt;
      }
    }
  }
  return Found{to_canonical_json(*place), place->items.size() + place->members.size()};
}

Restated read_one(const Node &node, Complaints &complaints) {
  Restated restated;
  restated.mark = node.mark;
  MappingReader reader(node, "entry of \"restated\"", complaints);
  reader.texts("at", restated.path, true);
  if (const Node *is = reader.optional("is")) {
    restated.canonical = to_canonical_json(*is);
  }
  if (reader.has("sha256")) {
    reader.text("sha256", restated.sha256.emplace());
  }
  if (reader.has("rows")) {
    reader.number("rows", restated.rows.emplace());
  }
  reader.finish();
  if (restated.canonical.has_value() == restated.sha256.has_value()) {
    reader.complain("an entry of \"restated\" must have either \"is\" or \"sha256\"");
  }
  return restated;
}

} // namespace

std::vector<Restated> read_restated(const Node &list, Complaints &complaints) {
  std::vector<Restated> restated;
  restated.reserve(list.items.size());
  if (list.kind != Node::Kind::sequence) {
    complaints.add(list.mark, "\"restated\" must be a list", "write each as - at: [path], is: value");
  }
  for (const Node &item : list.items) {
    restated.push_back(read_one(item, complaints));
  }
  return restated;
}

std::vector<Mismatch> judge_restated(const Restated &restated, const Node &root) {
  const auto found = look_up(root, restated.path);
  if (!found) {
    return {{"value", "one at this path", "nothing"}};
  }
  std::vector<Mismatch> mismatches;
  if (restated.rows && *restated.rows != found->rows) {
    mismatches.push_back({"rows", std::to_string(*restated.rows), std::to_string(found->rows)});
  }
  if (restated.canonical && *restated.canonical != found->canonical) {
    mismatches.push_back({"value", *restated.canonical, found->canonical});
  }
  if (restated.sha256) {
    if (const std::string digest = sha256_hex(found->canonical); *restated.sha256 != digest) {
      mismatches.push_back({"sha256", *restated.sha256, digest});
    }
  }
  return mismatches;
}

std::string name_of(const Restated &restated) {
  std::string name = "restated";
  for (const std::string &step : restated.path) {
    name += ' ' + step;
  }
  return name;
}

} // namespace acsgate
