#pragma once

#include "facts/facts_decode.hpp"
#include "facts/json_scan.hpp"

namespace acsgate {

/// Fills `buffer`, which is empty, from an ordinary document: keys that are understood, no escapes in strings, nothing wrong.
/// False where the document is anything else; the buffer then holds whatever was read before, and the strict reader is to be
/// asked. A document that is taken here is one that the strict reader takes, with the same facts.
[[nodiscard]] bool scan_facts(const JsonIndex &document, FactsBuffer &buffer);

} // namespace acsgate
