#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acsgate {

inline constexpr std::size_t k_max_yaml_bytes = 512U << 10U;    ///< of one YAML file
inline constexpr std::size_t k_max_canonical_bytes = 4U << 20U; ///< of a policy in canonical form
inline constexpr std::size_t k_max_document_depth = 64;
inline constexpr std::size_t k_max_document_nodes = 100'000;
inline constexpr std::size_t k_max_mapping_keys = 1'000; ///< of one mapping; look-ups are linear

/// Where something stands, counted from 1; line 0 where the position is not known (canonical form).
struct Mark {
  std::uint32_t file = 0; ///< index into Document::files
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A value of a policy document, whether it was written in YAML or in JSON: no anchors, no tags, no null, text keys, each once.
struct Node {
  enum class Kind : std::uint8_t { scalar, sequence, mapping };
  struct Member;

  Kind kind = Kind::scalar;
  bool plain = false; ///< a scalar without quotes: it may be a number or a truth value
  Mark mark;
  std::string text;            ///< scalar
  std::vector<Node> items;     ///< sequence
  std::vector<Member> members; ///< mapping, in the order of the document

  [[nodiscard]] const Node *find(std::string_view key) const;
  [[nodiscard]] Node *find(std::string_view key);
};

struct Node::Member {
  std::string key;
  Mark mark;
  Node value;
};

struct Document {
  Node root;
  std::vector<std::string> files; ///< names for error messages

  /// `file:line:column`, or `file` where the position is not known.
  [[nodiscard]] std::string where(Mark mark) const;
};

/// Parses one YAML document with yaml-cpp's event parser, strictly: refused are anchors, aliases, tags, several documents, null,
/// repeated keys, keys that are not scalars, ill-formed UTF-8, control characters, too many levels or values.
/// `file` is the index that marks carry; `name` stands in errors. The text must be UTF-8; a byte order mark is passed over.
[[nodiscard]] Result<Node> parse_yaml(std::string_view text, std::uint32_t file, const std::string &name);

/// Parses one JSON document with the same limits; marks carry the file only.
[[nodiscard]] Result<Node> parse_json(std::string_view text, std::uint32_t file, const std::string &name);

/// The document as one line of JSON: keys sorted by bytes, pure ASCII, plain integers and truth values bare, everything else
/// text.
[[nodiscard]] std::string to_canonical_json(const Node &node);

/// A copy with everything below it.
[[nodiscard]] Node copy_of(const Node &node);

/// True for a plain scalar that canonical JSON writes bare: `true`, `false`, or a decimal integer without leading zeros.
[[nodiscard]] bool is_bare(const Node &node);

} // namespace acsgate
