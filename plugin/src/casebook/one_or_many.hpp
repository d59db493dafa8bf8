#pragma once

#include "policy/document.hpp"

#include <span>

namespace acsgate {

/// The items of a list; a single value stands for a list of one.
[[nodiscard]] inline std::span<const Node> one_or_many(const Node &node) {
  return node.kind == Node::Kind::sequence ? std::span<const Node>(node.items) : std::span(&node, 1);
}

} // namespace acsgate
