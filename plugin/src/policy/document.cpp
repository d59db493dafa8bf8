#include "policy/document.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

void append_hex4(std::string &out, unsigned value) {
  static constexpr char k_digits[] = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) {
    out += k_digits[(value >> shift) & 15U];
  }
}

/// `text` is valid UTF-8: both parsers have seen to it.
void append_string(std::string &out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[at++];
    } else if (byte >= 0x20 && byte < 0x7F) {
      out += text[at++];
    } else if (byte < 0x80) {
      append_hex4(out, byte);
      ++at;
    } else {
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      unsigned code_point = byte & (0x7FU >> length);
      for (std::size_t next = 1; next < length; ++next) {
        code_point = (code_point << 6U) | (static_cast<unsigned char>(text[at + next]) & 0x3FU);
      }
      at += length;
      if (code_point >= 0x10000) {
        append_hex4(out, 0xD800U + ((code_point - 0x10000U) >> 10U));
        append_hex4(out, 0xDC00U + ((code_point - 0x10000U) & 0x3FFU));
      } else {
        append_hex4(out, code_point);
      }
    }
  }
  out += '"';
}

void append_node(std::string &out, const Node &node) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  switch (node.kind) {
  case Node::Kind::scalar:
    if (is_bare(node)) {
      out += node.text;
    } else {
      append_string(out, node.text);
    }
    return;
  case Node::Kind::sequence: {
    out += '[';
    const char *separator = "";
    for (const Node &item : node.items) {
      out += separator;
      append_node(out, item);
      separator = ",";
    }
    out += ']';
    return;
  }
  case Node::Kind::mapping: {
    std::vector<const Node::Member *> sorted;
    sorted.reserve(node.members.size());
    for (const Node::Member &member : node.members) {
      sorted.push_back(&member);
    }
    std::ranges::sort(sorted, {}, &Node::Member::key);
    out += '{';
    const char *separator = "";
    for (const Node::Member *member : sorted) {
      out += separator;
      append_string(out, member->key);
      out += ':';
      append_node(out, member->value);
      separator = ",";
    }
    out += '}';
    return;
  }
  }
}

} // namespace

const Node *Node::find(std::string_view key) const {
  const auto member = std::ranges::find(members, key, &Member::key);
  return member == members.end() ? nullptr : &member->value;
}

Node *Node::find(std::string_view key) { return const_cast<Node *>(std::as_const(*this).find(key)); }

Node copy_of(const Node &node) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  Node copy;
  copy.kind = node.kind;
  copy.plain = node.plain;
  copy.mark = node.mark;
  copy.text = node.text;
  copy.items.reserve(node.items.size());
  for (const Node &item : node.items) {
    copy.items.push_back(copy_of(item));
  }
  copy.members.reserve(node.members.size());
  for (const Node::Member &member : node.members) {
    copy.members.push_back({member.key, member.mark, copy_of(member.value)});
  }
  return copy;
}

std::string Document::where(Mark mark) const {
  std::string text = mark.file < files.size() ? files[mark.file] : std::string();
  if (mark.line > 0) {
    text += ':' + std::to_string(mark.line) + ':' + std::to_string(mark.column);
  }
  return text;
}

bool is_bare(const Node &node) {
  unsigned long value = 0;
  return node.kind == Node::Kind::scalar && node.plain &&
         (node.text == "true" || node.text == "false" || parse_decimal(node.text, 0x7FFFFFFFUL, value));
}

std::string to_canonical_json(const Node &node) {
  std::string out;
  append_node(out, node);
  return out;
}

} // namespace acsgate
