#pragma once

#include "policy/document.hpp"

namespace acsgate {

/// Lays `overlay` over `base`: mappings merge key by key, rows of `platforms` merge by their `id`, rows of `updates` are added,
/// and everything else replaces what was there. `extends` is dropped. Tables come out sorted.
[[nodiscard]] Node merge_policy(Node base, Node overlay);

/// Lays `overlay` over `base`: mappings merge key by key, everything else replaces what was there.
void merge_nodes(Node &base, Node &&overlay);

} // namespace acsgate
