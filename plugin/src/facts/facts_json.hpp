#pragma once

#include "base/result.hpp"
#include "facts/facts.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace acsgate {

/// Largest facts document that is read, in bytes: ten times a host with 3,000 servicing packages.
inline constexpr std::size_t k_max_facts_bytes = 4U << 20U;
/// Deepest nesting that is read: brackets around the innermost value.
inline constexpr std::size_t k_max_facts_depth = 32;

/// Reads `acsgate.facts/v1` documents, strictly: what a JSON parser (RFC 8259) refuses is refused, and so are a repeated key,
/// a value of the wrong type or out of range, and another schema version. Unknown keys are passed over.
/// One decoder serves any number of documents one after the other and then allocates nothing more.
class FactsDecoder {
public:
  FactsDecoder();
  ~FactsDecoder();
  FactsDecoder(const FactsDecoder &) = delete;
  FactsDecoder &operator=(const FactsDecoder &) = delete;

  /// Decodes one document. The facts borrow from the decoder and are valid until the next call.
  /// `name` and `line` say where the document starts (`hosts.ndjson`, 7); errors read `name:line:column`,
  /// where the column counts bytes from 1. A UTF-8 byte order mark at the start is passed over and not counted.
  [[nodiscard]] Result<const Facts *> decode(std::string_view json, std::string_view name, std::size_t line = 1);

private:
  struct State;
  std::unique_ptr<State> m_state;
};

} // namespace acsgate
