#pragma once

#include "facts/facts.hpp"

#include <string>

namespace acsgate {

/// The facts as one `acsgate.facts/v1` document: pure ASCII, one line without its end, or indented. What is not known is left
/// out. Ill-formed UTF-8 becomes U+FFFD. The decoder reads the same facts back; only a package state that is not told apart
/// (`other`) comes back under that name.
[[nodiscard]] std::string to_json(const Facts &facts, bool indent = false);

} // namespace acsgate
