#include "facts/facts_json.hpp"

#include "facts/facts_decode.hpp"
#include "facts/facts_scan.hpp"
#include "facts/json_parser.hpp"

#include <exception>
#include <memory>

namespace acsgate {

struct FactsDecoder::State {
  JsonParser parser{k_max_facts_bytes};
  JsonReader json;
  FactsBuffer buffer;

  [[nodiscard]] Result<const Facts *> decode(std::string_view document, std::string_view name, std::size_t line);
};

Result<const Facts *> FactsDecoder::State::decode(std::string_view document, std::string_view name, std::size_t line) {
  static constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";
  buffer.clear();
  if (document.starts_with(k_utf8_mark)) {
    document.remove_prefix(k_utf8_mark.size());
  }
  if (const auto index = parser.index(document); index && scan_facts(*index, buffer)) {
    return &buffer.facts; // almost every document of a fleet
  }
  buffer.clear();
  json.reset();
  const auto top = parser.parse(document, {name, line});
  if (!top) {
    return tl::unexpected(top.error());
  }
  if (!read_facts(json, *top, buffer)) {
    return tl::unexpected(JsonParser::error_of(json.fault(), document, {name, line}));
  }
  return &buffer.facts;
}

FactsDecoder::FactsDecoder() : m_state(std::make_unique<State>()) {}

FactsDecoder::~FactsDecoder() = default;

Result<const Facts *> FactsDecoder::decode(std::string_view json, std::string_view name, std::size_t line) {
  try {
    return m_state->decode(json, name, line);
  } catch (const std::exception &error) { // out of memory; nothing else throws
    return tl::unexpected(
        Error{ErrorKind::input, std::string(name), std::string("cannot read the document: ") + error.what(), {}});
  }
}

} // namespace acsgate
