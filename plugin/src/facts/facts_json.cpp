#include "facts/facts_json.hpp"

#include "facts/facts_decode.hpp"
#include "facts/json_position.hpp"
#include "facts/json_reader.hpp"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <exception>
#include <memory>

namespace acsgate {

namespace {

constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";
constexpr std::size_t k_first_capacity = 64U << 10U;

/// Redirection in Windows PowerShell 5 writes UTF-16, the commonest way to spoil a file of facts. Without a mark it shows in
/// the first character, which is ASCII.
bool is_utf16(std::string_view json) {
  return json.starts_with("\xFF\xFE") || json.starts_with("\xFE\xFF") ||
         (json.size() >= 2 && (json[0] == '\0') != (json[1] == '\0'));
}

bool is_blank(std::string_view json) { return json.find_first_not_of(" \t\r\n") == std::string_view::npos; }

} // namespace

struct FactsDecoder::State {
  simdjson::dom::parser parser;
  std::unique_ptr<char[]> text; ///< simdjson reads some bytes beyond the end
  std::size_t capacity = 0;
  JsonReader json;
  FactsBuffer buffer;

  /// The parser and the copy grow together and by doubling, so that they settle after a few documents.
  [[nodiscard]] bool reserve(std::size_t size) {
    if (size <= capacity) {
      return true;
    }
    const std::size_t wanted = std::max(k_first_capacity, std::bit_ceil(size));
    capacity = 0;
    text = std::make_unique<char[]>(wanted + simdjson::SIMDJSON_PADDING);
    // The parser counts no empty brackets, so it gets one level more and the reader has the last word.
    if (parser.allocate(wanted, k_max_facts_depth + 1) != simdjson::SUCCESS || parser.doc.allocate(wanted) != simdjson::SUCCESS) {
      return false;
    }
    capacity = wanted;
    return true;
  }

  [[nodiscard]] Result<const Facts *> decode(std::string_view document, std::string_view name, std::size_t line);
};

Result<const Facts *> FactsDecoder::State::decode(std::string_view document, std::string_view name, std::size_t line) {
  buffer.clear();
  json.reset();
  if (document.starts_with(k_utf8_mark)) {
    document.remove_prefix(k_utf8_mark.size());
  }
  const auto refuse = [&](std::size_t offset, std::string what, std::string fix = {}) {
    return tl::unexpected(Error{ErrorKind::input, position_text(document, offset, name, line), std::move(what), std::move(fix)});
  };
  if (document.size() > k_max_facts_bytes) {
    return refuse(0, "the document is larger than the limit of " + std::to_string(k_max_facts_bytes) + " bytes");
  }
  if (is_utf16(document)) {
    return refuse(0, "the document is UTF-16, but JSON is UTF-8", "save it as UTF-8 (PowerShell: Out-File -Encoding utf8)");
  }
  if (is_blank(document)) {
    return refuse(0, "the document is empty");
  }
  if (!reserve(document.size())) {
    return refuse(0, "not enough memory to read the document");
  }
  std::memcpy(text.get(), document.data(), document.size());
  simdjson::dom::element top;
  const simdjson::error_code error = parser.parse(text.get(), document.size(), false).get(top);
  if (error != simdjson::SUCCESS) {
    const auto fault = syntax_fault(document, k_max_facts_depth);
    return fault ? refuse(fault->offset, fault->what)
                 : refuse(0, std::string("not valid JSON: ") + simdjson::error_message(error));
  }
  if (!read_facts(json, top, buffer)) {
    const JsonFault &fault = json.fault();
    return refuse(offset_of(document, fault.path, fault.part, fault.occurrence), fault.what);
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
