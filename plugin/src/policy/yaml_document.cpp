#include "base/text.hpp"
#include "policy/document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_set>

namespace acsgate {

namespace {

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; }

/// Leaves yaml-cpp's parser at the first thing that is refused.
struct RefusedYaml {
  YAML::Mark mark;
  std::string what;
  std::string fix;
};

/// Builds nodes from parser events and refuses on the way: nothing hostile is ever held.
class NodeBuilder final : public YAML::EventHandler {
public:
  explicit NodeBuilder(std::uint32_t file) : m_file(file) {}

  Node take() { return std::move(m_root); }

  void OnDocumentStart(const YAML::Mark &mark) override { m_document_start = mark; }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (m_open.empty()) {
      throw RefusedYaml{YAML::Mark::null_mark(), "is empty", "write the document, or check that this is the right file"};
    }
    throw RefusedYaml{mark, "a value is missing here", "write a value, remove the key, or close the bracket above"};
  }

  void OnAlias(const YAML::Mark &mark, YAML::anchor_t /*anchor*/) override {
    throw RefusedYaml{mark, "aliases (*name) are not accepted", "write the value out"};
  }

  void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (!is_valid_utf8(value) || std::ranges::any_of(value, is_control)) {
      throw RefusedYaml{mark, "text holds a control character", "remove it"};
    }
    if (!m_open.empty() && m_open.back().node.kind == Node::Kind::mapping && !m_open.back().key_waits) {
      start_member(mark, value);
      return;
    }
    Node node;
    node.plain = tag == "?";
    node.mark = at(mark);
    node.text = value;
    add(mark, std::move(node));
  }

  void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Node::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Node::Kind::mapping);
  }
  void OnMapEnd() override { close(); }

private:
  struct Open {
    Node node;
    std::unordered_set<std::string> keys;
    bool key_waits = false; ///< a key has been read and its value comes next
  };

  [[nodiscard]] Mark at(const YAML::Mark &mark) const {
    return {m_file, static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
  }

  static void refuse_anchor(const YAML::Mark &mark, YAML::anchor_t anchor) {
    if (anchor != 0) {
      throw RefusedYaml{mark, "anchors (&name) are not accepted", "write the value out where it is used"};
    }
  }

  static void refuse_tag(const YAML::Mark &mark, const std::string &tag) {
    // yaml-cpp reports "?" for what has no tag and no quotes, "!" for what has quotes.
    if (!tag.empty() && tag != "?" && tag != "!") {
      throw RefusedYaml{mark, "tags (" + printable(tag, 40) + ") are not accepted", "remove the tag"};
    }
  }

  void start_member(const YAML::Mark &mark, const std::string &key) {
    Open &open = m_open.back();
    if (!open.keys.insert(key).second) {
      throw RefusedYaml{mark, "key \"" + printable(key, 80) + "\" stands here twice", "remove one of the two"};
    }
    if (open.keys.size() > k_max_mapping_keys) {
      throw RefusedYaml{mark, "holds more than " + std::to_string(k_max_mapping_keys) + " keys in one mapping",
                        "shorten the mapping"};
    }
    open.node.members.push_back({key, at(mark), {}});
    open.key_waits = true;
  }

  void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, Node::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (m_open.size() >= k_max_document_depth) {
      throw RefusedYaml{mark, "is nested deeper than " + std::to_string(k_max_document_depth) + " levels",
                        "flatten the document"};
    }
    if (!m_open.empty() && m_open.back().node.kind == Node::Kind::mapping && !m_open.back().key_waits) {
      throw RefusedYaml{mark, "a key must be plain text", "write the key as text"};
    }
    m_open.emplace_back();
    m_open.back().node.kind = kind;
    m_open.back().node.mark = at(mark);
  }

  void close() {
    Node node = std::move(m_open.back().node);
    const YAML::Mark mark;
    m_open.pop_back();
    add(mark, std::move(node));
  }

  void add(const YAML::Mark &mark, Node &&node) {
    if (++m_count > k_max_document_nodes) {
      throw RefusedYaml{mark, "holds more than " + std::to_string(k_max_document_nodes) + " values",
                        "split or shorten the document"};
    }
    if (m_open.empty()) {
      m_root = std::move(node);
    } else if (Open &parent = m_open.back(); parent.node.kind == Node::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else {
      parent.node.members.back().value = std::move(node);
      parent.key_waits = false;
    }
  }

  std::uint32_t m_file;
  YAML::Mark m_document_start;
  Node m_root;
  std::vector<Open> m_open;
  std::size_t m_count = 0;
};

Error yaml_error(const std::string &name, const YAML::Mark &mark, std::string what, std::string fix) {
  std::string where = name;
  if (!mark.is_null()) {
    where += ':' + std::to_string(mark.line + 1) + ':' + std::to_string(mark.column + 1);
  }
  return {ErrorKind::policy, std::move(where), std::move(what), std::move(fix)};
}

/// yaml-cpp would read other encodings and swallow what is ill-formed; the position of the first bad byte is worth a search.
std::optional<Error> refuse_bytes(std::string_view text, const std::string &name) {
  std::uint32_t line = 1;
  for (std::size_t start = 0; start < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string_view content = text.substr(start, end - start);
    const std::string where = name + ':' + std::to_string(line) + ":1";
    if (content.find('\0') != std::string_view::npos) {
      return Error{ErrorKind::policy, where, "this line holds a NUL character", "save the file as UTF-8 text"};
    }
    if (!is_valid_utf8(content)) {
      return Error{ErrorKind::policy, where, "this line is not valid UTF-8", "save the file as UTF-8 text"};
    }
    start = end + 1;
  }
  return std::nullopt;
}

} // namespace

Result<Node> parse_yaml(std::string_view text, std::uint32_t file, const std::string &name) {
  if (auto error = refuse_bytes(text, name)) {
    return tl::unexpected(std::move(*error));
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  // yaml-cpp takes a quote that is never closed for closed if the file ends with a line break; a document end makes it see.
  const auto lines = std::ranges::count(text, '\n');
  std::istringstream in{std::string(text) + "\n...\n"};
  NodeBuilder builder(file);
  try {
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) {
      return tl::unexpected(
          Error{ErrorKind::policy, name, "is empty", "write the document, or check that this is the right file"});
    }
    NodeBuilder rest(file);
    if (parser.HandleNextDocument(rest)) {
      return tl::unexpected(
          Error{ErrorKind::policy, name, "holds several documents", "keep one document a file (no second ---)"});
    }
  } catch (const RefusedYaml &refused) {
    return tl::unexpected(yaml_error(name, refused.mark, refused.what, refused.fix));
  } catch (const YAML::Exception &error) {
    if (error.mark.line > lines) {
      return tl::unexpected(
          yaml_error(name, YAML::Mark::null_mark(), "ends within a quote, a bracket or a mapping", "close what is open"));
    }
    return tl::unexpected(
        yaml_error(name, error.mark, "is not valid YAML: " + printable(error.msg, 200), "mend the syntax here"));
  }
  return builder.take();
}

} // namespace acsgate
