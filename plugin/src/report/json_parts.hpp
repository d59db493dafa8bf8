#pragma once

#include "gate/explain.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace acsgate {

using Json = nlohmann::ordered_json;

/// Pure ASCII; ill-formed UTF-8 becomes U+FFFD instead of an exception. `indent` -1: one line.
[[nodiscard]] std::string ascii(const Json &document, int indent = -1);

/// `[{"code":…,"text":…}]`
[[nodiscard]] Json reason_list(const std::vector<Reason> &reasons);
/// `[{"fact":…,"value":…,"needed":…,"source":…}]`
[[nodiscard]] Json evidence_list(const std::vector<Evidence> &evidence);
/// null for an empty text
[[nodiscard]] Json text_or_null(std::string_view text);

} // namespace acsgate
