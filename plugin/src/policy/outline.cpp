#include "policy/outline.hpp"

#include "base/text.hpp"

namespace acsgate {

namespace {

class Outline {
public:
  explicit Outline(const Document &document) : m_document(document) {}

  // Depth is limited when a document is read.
  void mapping(const Node &node, const std::string &indent) { // NOLINT(misc-no-recursion)
    for (const Node::Member &member : node.members) {
      m_text += indent + quoted_if_needed(member.key) + ':';
      if (indent.empty() && member.key == "updates") {
        m_text += " # " + std::to_string(member.value.items.size()) + " rows from " + origin(member.value) + '\n';
      } else {
        value(member.value, indent);
      }
    }
  }

  [[nodiscard]] std::string take() { return std::move(m_text); }

private:
  void value(const Node &node, const std::string &indent) { // NOLINT(misc-no-recursion)
    if (node.kind == Node::Kind::scalar) {
      m_text += ' ' + scalar(node) + "  # " + origin(node) + '\n';
      return;
    }
    if (node.kind == Node::Kind::mapping) {
      m_text += '\n';
      mapping(node, indent + "  ");
      return;
    }
    if (node.items.empty()) {
      m_text += " []  # " + origin(node) + '\n';
      return;
    }
    m_text += '\n';
    for (const Node &item : node.items) {
      m_text += indent + "  -";
      value(item, indent + "  ");
    }
  }

  [[nodiscard]] std::string origin(const Node &node) const { return m_document.where(node.mark); }

  static std::string scalar(const Node &node) { return node.plain ? printable(node.text, 4096) : quoted(node.text); }

  static std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : printable(text, 4096)) {
      if (c == '"' || c == '\\') {
        out += '\\';
      }
      out += c;
    }
    return out + '"';
  }

  /// Keys such as 20.0 would be read back as numbers by other tools.
  static std::string quoted_if_needed(const std::string &key) {
    return key.empty() || (key.front() >= '0' && key.front() <= '9') ? quoted(key) : printable(key, 200);
  }

  const Document &m_document;
  std::string m_text;
};

} // namespace

std::string outline_of(const Document &document) {
  Outline outline(document);
  outline.mapping(document.root, "");
  return outline.take();
}

} // namespace acsgate
