#include "casebook/fact_edit.hpp"

#include "casebook/one_or_many.hpp"
#include "facts/facts_decode.hpp"
#include "policy/merge.hpp"

#include <algorithm>
#include <span>

namespace acsgate {

namespace {

using Words = std::vector<std::string>;

Words split(std::string_view text, char separator) {
  Words words;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    words.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

Node mapping_at(Mark mark) {
  Node node;
  node.kind = Node::Kind::mapping;
  node.mark = mark;
  return node;
}

Node text_at(Mark mark, std::string text) {
  Node node;
  node.mark = mark;
  node.text = std::move(text);
  return node;
}

/// `Package_for_RollupFix 17763.2210.1.9 installed` as the mapping that facts have there.
Node item_of(const Node &item, std::string_view key, std::span<const std::string_view> keys, Complaints &complaints) {
  if (item.kind != Node::Kind::scalar) {
    return copy_of(item); // the facts' own form; the decoder judges it
  }
  const Words words = split(item.text, ' ');
  if (words.size() != keys.size()) {
    std::string form;
    for (const std::string_view name : keys) {
      form += (form.empty() ? "" : " ") + std::string(name);
    }
    complaints.add(item.mark, "an entry of \"" + std::string(key) + "\" must have the " + std::to_string(keys.size()) +
                                  " words " + form + ", not \"" + printable(item.text, 80) + '"');
    return copy_of(item);
  }
  Node result = mapping_at(item.mark);
  for (std::size_t at = 0; at < keys.size(); ++at) {
    result.members.push_back({std::string(keys[at]), item.mark, text_at(item.mark, words[at])});
  }
  return result;
}

/// The value that facts have at the shorthand's path. One entry may stand there without the brackets of a list.
Node value_of(const FactShorthand &shorthand, const Node &node, Complaints &complaints) {
  static constexpr std::string_view k_package[] = {"name", "version", "state"};
  static constexpr std::string_view k_module[] = {"module", "version"};
  if (shorthand.shape == FactShorthand::Shape::value) {
    return copy_of(node);
  }
  Node list;
  list.kind = Node::Kind::sequence;
  list.mark = node.mark;
  for (const Node &item : one_or_many(node)) {
    switch (shorthand.shape) {
    case FactShorthand::Shape::packages:
      list.items.push_back(item_of(item, shorthand.key, k_package, complaints));
      break;
    case FactShorthand::Shape::modules:
      list.items.push_back(item_of(item, shorthand.key, k_module, complaints));
      break;
    case FactShorthand::Shape::value:
    case FactShorthand::Shape::list:
      list.items.push_back(copy_of(item));
      break;
    }
  }
  return list;
}

/// The decoder passes unknown keys over, as hosts may know more than this program; in a case they are misspelt.
void check_keys(const Node &facts, std::string_view group, Complaints &complaints) {
  MappingReader reader(facts, group.empty() ? "\"facts\"" : '"' + std::string(group) + '"', complaints);
  for (const std::string_view key : fact_keys(group)) {
    const Node *node = reader.optional(key);
    if (node != nullptr && group.empty() && !fact_keys(key).empty()) {
      MappingReader inner(*node, '"' + std::string(key) + '"', complaints);
      for (const std::string_view inner_key : fact_keys(key)) {
        (void)inner.optional(inner_key);
      }
      inner.finish();
    }
  }
  reader.finish();
}

void set(Node &facts, const FactEdit &edit) {
  Node *place = &facts;
  for (const std::string &key : split(edit.path, '.')) {
    if (place->kind != Node::Kind::mapping) {
      *place = mapping_at(edit.mark);
    }
    Node *next = place->find(key);
    if (next == nullptr) {
      place->members.push_back({key, edit.mark, mapping_at(edit.mark)});
      next = &place->members.back().value;
    }
    place = next;
  }
  *place = copy_of(*edit.value);
}

std::shared_ptr<const Node> shared(Node &&node) { return std::make_shared<const Node>(std::move(node)); }

bool remove(Node &facts, const std::string &path) {
  Words keys = split(path, '.');
  const std::string last = std::move(keys.back());
  keys.pop_back();
  Node *place = &facts;
  for (const std::string &key : keys) {
    place = place->find(key);
    if (place == nullptr) {
      return false;
    }
  }
  return std::erase_if(place->members, [&](const Node::Member &member) { return member.key == last; }) > 0;
}

} // namespace

std::vector<FactEdit> read_fact_edits(MappingReader &reader, Complaints &complaints) {
  std::vector<FactEdit> edits;
  if (const Node *file = reader.optional("file")) {
    if (auto name = read_text(*file, "\"file\"", complaints)) {
      edits.push_back({FactEdit::Kind::replace, file->mark, std::move(*name), {}});
    }
  }
  if (const Node *facts = reader.optional("facts")) {
    check_keys(*facts, "", complaints);
    edits.push_back({FactEdit::Kind::merge, facts->mark, {}, shared(copy_of(*facts))});
  }
  for (const FactShorthand &shorthand : k_fact_shorthands) {
    if (const Node *node = reader.optional(shorthand.key)) {
      edits.push_back(
          {FactEdit::Kind::set, node->mark, std::string(shorthand.path), shared(value_of(shorthand, *node, complaints))});
    }
  }
  if (const Node *without = reader.optional("without")) {
    const std::span<const Node> paths = one_or_many(*without);
    for (const Node &path : paths) {
      if (auto text = read_text(path, "\"without\"", complaints)) {
        edits.push_back({FactEdit::Kind::remove, path.mark, std::move(*text), {}});
      }
    }
  }
  return edits;
}

void apply_edits(Node &facts, const std::vector<FactEdit> &edits, Complaints &complaints) {
  for (const FactEdit &edit : edits) {
    switch (edit.kind) {
    case FactEdit::Kind::replace:
      facts = copy_of(*edit.value);
      break;
    case FactEdit::Kind::merge:
      merge_nodes(facts, copy_of(*edit.value));
      break;
    case FactEdit::Kind::set:
      set(facts, edit);
      break;
    case FactEdit::Kind::remove:
      if (!remove(facts, edit.path)) {
        complaints.add(edit.mark, "\"without\" names \"" + printable(edit.path, 80) + "\", which these facts do not have",
                       "write the path as group.key, such as os.ubr");
      }
      break;
    }
  }
}

} // namespace acsgate
