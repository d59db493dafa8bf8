#include "facts/json_parser.hpp"

#include "facts/json_position.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace acsgate {

namespace {

constexpr std::size_t k_first_capacity = 64U << 10U;

/// Redirection in Windows PowerShell 5 writes UTF-16, the commonest way to spoil a JSON file. Without a mark it shows in
/// the first character, which is ASCII.
bool is_utf16(std::string_view json) {
  return json.starts_with("\xFF\xFE") || json.starts_with("\xFE\xFF") ||
         (json.size() >= 2 && (json[0] == '\0') != (json[1] == '\0'));
}

bool is_blank(std::string_view json) { return json.find_first_not_of(" \t\r\n") == std::string_view::npos; }

} // namespace

/// The parser and the copy grow together and by doubling, so that they settle after a few documents.
bool JsonParser::reserve(std::size_t size) {
  if (size <= m_capacity) {
    return true;
  }
  const std::size_t wanted = std::max(k_first_capacity, std::bit_ceil(size));
  m_capacity = 0;
  m_text = std::make_unique<char[]>(wanted + simdjson::SIMDJSON_PADDING);
  // The parser counts no empty brackets, so it gets one level more and the reader has the last word.
  if (m_parser.allocate(wanted, k_max_facts_depth + 1) != simdjson::SUCCESS ||
      m_parser.doc.allocate(wanted) != simdjson::SUCCESS) {
    return false;
  }
  m_capacity = wanted;
  return true;
}

Result<simdjson::dom::element> JsonParser::parse(std::string_view document, const JsonPlace &place) {
  const auto refuse = [&](std::size_t offset, std::string what, std::string fix = {}) {
    return tl::unexpected(Error{ErrorKind::input, position_text(document, offset, place.name, place.line, place.column),
                                std::move(what), std::move(fix)});
  };
  if (document.size() > m_max_bytes) {
    return refuse(0, "the document is larger than the limit of " + std::to_string(m_max_bytes) + " bytes");
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
  std::memcpy(m_text.get(), document.data(), document.size());
  simdjson::dom::element top;
  const simdjson::error_code error = m_parser.parse(m_text.get(), document.size(), false).get(top);
  if (error != simdjson::SUCCESS) {
    const auto fault = syntax_fault(document, k_max_facts_depth);
    return fault ? refuse(fault->offset, fault->what)
                 : refuse(0, std::string("not valid JSON: ") + simdjson::error_message(error));
  }
  return top;
}

std::optional<JsonIndex> JsonParser::index(std::string_view document) {
  if (document.empty() || document.size() > m_max_bytes || document.find('\\') != std::string_view::npos ||
      !reserve(document.size())) {
    return std::nullopt;
  }
  std::memcpy(m_text.get(), document.data(), document.size());
  m_text[document.size()] = '\0';
  simdjson::internal::dom_parser_implementation &stages = *m_parser.implementation;
  if (stages.stage1(reinterpret_cast<const std::uint8_t *>(m_text.get()), document.size(), simdjson::stage1_mode::regular) !=
      simdjson::SUCCESS) {
    return std::nullopt;
  }
  return JsonIndex{m_text.get(), document.size(), stages.structural_indexes.get()};
}

Error JsonParser::error_of(const JsonFault &fault, std::string_view document, const JsonPlace &place) {
  const std::size_t offset = offset_of(document, fault.path, fault.part, fault.occurrence);
  return {ErrorKind::input, position_text(document, offset, place.name, place.line, place.column), fault.what, {}};
}

} // namespace acsgate
