#include "policy/document_diff.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace acsgate {

namespace {

/// In the order in which a policy is read: what is named comes before what names it.
constexpr std::array<std::string_view, 7> k_sections{"sources",  "platforms", "updates",   "requirements",
                                                     "products", "risks",     "statements"};

std::string flow_text(const Node &node) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  if (node.kind == Node::Kind::scalar) {
    return node.text;
  }
  std::string text;
  for (const Node &item : node.items) {
    text += (text.empty() ? "" : ", ") + flow_text(item);
  }
  for (const Node::Member &member : node.members) {
    text += (text.empty() ? "" : ", ") + member.key + ": " + flow_text(member.value);
  }
  return node.kind == Node::Kind::sequence ? '[' + text + ']' : '{' + text + '}';
}

/// The parts of a mapping by key, or the entries of a list by `id`; empty for everything else.
std::map<std::string_view, const Node *> parts_of(const Node &node) {
  std::map<std::string_view, const Node *> parts;
  for (const Node::Member &member : node.members) {
    parts.emplace(member.key, &member.value);
  }
  for (const Node &item : node.items) {
    const Node *id = item.find("id");
    if (id == nullptr || !parts.emplace(id->text, &item).second) {
      return {}; // a plain list
    }
  }
  return parts;
}

std::string below(const std::string &path, const Node &parent, std::string_view key) {
  if (parent.kind == Node::Kind::sequence) {
    return path + '[' + std::string(key) + ']';
  }
  const bool plain = key.find('.') == std::string_view::npos;
  return path + (path.empty() ? "" : ".") + (plain ? std::string(key) : '"' + std::string(key) + '"');
}

class Differences {
public:
  void section(std::string_view name, const Node *old, const Node *now) {
    m_section = name;
    if (name == "updates") {
      updates(old, now);
    } else {
      compare("", old, now);
    }
  }

  void general(const std::string &key, const Node *old, const Node *now) {
    m_section = "general";
    compare(key, old, now);
  }

  std::vector<ValueChange> take() { return std::move(m_changes); }

private:
  void compare(const std::string &path, const Node *old, const Node *now) { // NOLINT(misc-no-recursion)
    if (old != nullptr && now != nullptr && old->kind != now->kind) {
      add(path, old, now);
      return;
    }
    static const Node k_nothing;
    const Node &parent = now != nullptr ? *now : *old;
    const auto before = parts_of(old != nullptr ? *old : k_nothing);
    const auto after = parts_of(now != nullptr ? *now : k_nothing);
    if (before.empty() && after.empty()) {
      if (old == nullptr || now == nullptr || to_canonical_json(*old) != to_canonical_json(*now)) {
        add(path, old, now);
      }
      return;
    }
    for (const auto &[key, value] : before) {
      const auto other = after.find(key);
      compare(below(path, parent, key), value, other == after.end() ? nullptr : other->second);
    }
    for (const auto &[key, value] : after) {
      if (!before.contains(key)) {
        compare(below(path, parent, key), nullptr, value);
      }
    }
  }

  void updates(const Node *old, const Node *now) {
    const auto rows_of = [](const Node *node) {
      std::map<std::string_view, const Node *> rows;
      if (node != nullptr) {
        for (const Node &row : node->items) {
          rows.emplace(row.text, &row);
        }
      }
      return rows;
    };
    const auto before = rows_of(old);
    const auto after = rows_of(now);
    for (const auto &[row, node] : before) {
      if (!after.contains(row)) {
        add("", node, nullptr);
      }
    }
    for (const auto &[row, node] : after) {
      if (!before.contains(row)) {
        add("", nullptr, node);
      }
    }
  }

  void add(const std::string &path, const Node *old, const Node *now) {
    ValueChange change{.section = m_section, .path = path, .old = {}, .now = {}, .old_mark = {}, .now_mark = {}};
    if (old != nullptr) {
      change.old = flow_text(*old);
      change.old_mark = old->mark;
    }
    if (now != nullptr) {
      change.now = flow_text(*now);
      change.now_mark = now->mark;
    }
    m_changes.push_back(std::move(change));
  }

  std::string m_section;
  std::vector<ValueChange> m_changes;
};

} // namespace

std::vector<ValueChange> differences(const Document &old, const Document &now) {
  Differences found;
  std::map<std::string, std::pair<const Node *, const Node *>> general;
  for (const Node::Member &member : old.root.members) {
    general[member.key].first = &member.value;
  }
  for (const Node::Member &member : now.root.members) {
    general[member.key].second = &member.value;
  }
  for (const std::string_view name : k_sections) {
    general.erase(std::string(name));
  }
  for (const auto &[key, values] : general) {
    found.general(key, values.first, values.second);
  }
  for (const std::string_view name : k_sections) {
    const Node *before = old.root.find(name);
    const Node *after = now.root.find(name);
    if (before != nullptr || after != nullptr) {
      found.section(name, before, after);
    }
  }
  return found.take();
}

} // namespace acsgate
