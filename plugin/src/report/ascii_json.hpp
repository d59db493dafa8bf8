#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace acsgate {

using Json = nlohmann::ordered_json;

/// Pure ASCII; ill-formed UTF-8 becomes U+FFFD instead of an exception. `indent` -1: one line.
[[nodiscard]] inline std::string ascii(const Json &document, int indent = -1) {
  return document.dump(indent, ' ', true, Json::error_handler_t::replace);
}

} // namespace acsgate
