#pragma once

#include "facts/facts_decode.hpp"
#include "facts/json_reader.hpp"

#include <string_view>

namespace acsgate {

/// The lists of `acsgate.facts/v1`; each has its own limit, far above what a host shows. See JsonField for the signature.
[[nodiscard]] bool read_labels(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_hotfixes(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_packages(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_pending(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_present(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_disallowed(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_products(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_modules(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);
[[nodiscard]] bool read_services(JsonReader &json, const JsonValue &value, FactsBuffer &buffer);

} // namespace acsgate
