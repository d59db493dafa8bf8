#pragma once

#include "base/result.hpp"
#include "facts/json_reader.hpp"
#include "facts/json_scan.hpp"

#include <simdjson.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace acsgate {

/// Where a document starts.
struct JsonPlace {
  std::string_view name;
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Parses JSON documents one after the other, strictly (RFC 8259, k_max_facts_depth levels), and keeps its memory for the next.
/// Documents are UTF-8 without a byte order mark. Errors read `name:line:column`.
class JsonParser {
public:
  explicit JsonParser(std::size_t max_bytes) : m_max_bytes(max_bytes) {}

  /// The document's top value, valid until the next call.
  [[nodiscard]] Result<simdjson::dom::element> parse(std::string_view document, const JsonPlace &place);

  /// Where the tokens of a document without escapes begin, valid until the next call. Nothing where the document has an escape or
  /// is not even JSON at first sight: `parse` then says what is wrong with it.
  [[nodiscard]] std::optional<JsonIndex> index(std::string_view document);

  /// What a JsonReader found wrong with a document that was parsed.
  [[nodiscard]] static Error error_of(const JsonFault &fault, std::string_view document, const JsonPlace &place);

private:
  [[nodiscard]] bool reserve(std::size_t size);

  std::size_t m_max_bytes;
  simdjson::dom::parser m_parser;
  std::unique_ptr<char[]> m_text; ///< simdjson reads some bytes beyond the end
  std::size_t m_capacity = 0;
};

} // namespace acsgate
