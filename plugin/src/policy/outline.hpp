#pragma once

#include "policy/document.hpp"

#include <string>

namespace acsgate {

/// The merged document for people: YAML with the origin of each value behind it (`# file:line:column`). Rows of the update table
/// are counted, not listed.
[[nodiscard]] std::string outline_of(const Document &document);

} // namespace acsgate
