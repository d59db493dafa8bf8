#include "base/text.hpp"
#include "policy/document.hpp"

#include <simdjson.h>

#include <unordered_set>

namespace acsgate {

namespace {

namespace dom = simdjson::dom;

struct RefusedJson {
  std::string what;
};

class NodeReader {
public:
  explicit NodeReader(std::uint32_t file) : m_file(file) {}

  Node read(dom::element element) { // NOLINT(misc-no-recursion): simdjson limits the depth
    if (++m_count > k_max_document_nodes) {
      throw RefusedJson{"holds more than " + std::to_string(k_max_document_nodes) + " values"};
    }
    Node node;
    node.mark.file = m_file;
    switch (element.type()) {
    case dom::element_type::OBJECT:
      node.kind = Node::Kind::mapping;
      read_members(node, element);
      break;
    case dom::element_type::ARRAY: {
      node.kind = Node::Kind::sequence;
      dom::array array;
      refuse_unless(element.get(array));
      node.items.reserve(array.size());
      for (const dom::element item : array) {
        node.items.push_back(read(item));
      }
      break;
    }
    case dom::element_type::STRING:
      node.text = std::string_view(element);
      break;
    case dom::element_type::INT64:
      node.plain = true;
      node.text = std::to_string(std::int64_t(element));
      break;
    case dom::element_type::BOOL:
      node.plain = true;
      node.text = bool(element) ? "true" : "false";
      break;
    default:
      throw RefusedJson{"holds null, a fraction or a number out of range, which a policy never does"};
    }
    return node;
  }

private:
  static void refuse_unless(simdjson::error_code error) {
    if (error != simdjson::SUCCESS) {
      throw RefusedJson{simdjson::error_message(error)};
    }
  }

  void read_members(Node &node, dom::element element) { // NOLINT(misc-no-recursion)
    dom::object object;
    refuse_unless(element.get(object));
    if (object.size() > k_max_mapping_keys) {
      throw RefusedJson{"holds more than " + std::to_string(k_max_mapping_keys) + " keys in one object"};
    }
    std::unordered_set<std::string_view> keys;
    node.members.reserve(object.size());
    for (const auto field : object) {
      if (!keys.insert(field.key).second) {
        throw RefusedJson{"key \"" + printable(field.key, 80) + "\" stands twice in one object"};
      }
      node.members.push_back({std::string(field.key), node.mark, read(field.value)});
    }
  }

  std::uint32_t m_file;
  std::size_t m_count = 0;
};

} // namespace

Result<Node> parse_json(std::string_view text, std::uint32_t file, const std::string &name) {
  const auto refuse = [&](std::string what) {
    return tl::unexpected(
        Error{ErrorKind::policy, name, std::move(what), "write it again with \"acsgate policy show --canonical\""});
  };
  dom::parser parser(k_max_canonical_bytes);
  if (parser.allocate(text.size() + 1, k_max_document_depth) != simdjson::SUCCESS) {
    return refuse("needs more memory than there is");
  }
  dom::element root;
  if (const auto error = parser.parse(text.data(), text.size()).get(root); error != simdjson::SUCCESS) {
    return refuse(std::string("is not valid JSON: ") + simdjson::error_message(error));
  }
  try {
    return NodeReader(file).read(root);
  } catch (const RefusedJson &refused) {
    return refuse(refused.what);
  }
}

} // namespace acsgate
