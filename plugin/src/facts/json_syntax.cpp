#include "facts/json_events.hpp"
#include "facts/json_position.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr const char *k_number_too_large = "not valid JSON: the number is too large";
constexpr const char *k_second_mark = "not valid JSON: unexpected byte order mark";
constexpr const char *k_nul = "not valid JSON: unexpected NUL character";

/// The part of a message of nlohmann::json that is meant for people:
/// `[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while parsing value - invalid literal; last
/// read: '{x'`. What was read last can be the whole document.
std::string_view part_for_people(std::string_view message) {
  const std::size_t dash = message.find(" - ");
  if (dash != std::string_view::npos) {
    message.remove_prefix(dash + 3);
  }
  return message.substr(0, message.find("; last read: "));
}

struct Wording {
  std::string_view parser;
  std::string_view people;
};

constexpr Wording k_wordings[] = {
    {"'[', '{', or a literal", "value"},
    {"string literal", "string"},
    {"number literal", "number"},
    {"true literal", "true"},
    {"false literal", "false"},
    {"null literal", "null"},
    {"invalid literal", "unexpected text"},
};

std::string in_plain_words(std::string_view message) {
  std::string text(message);
  for (const Wording &wording : k_wordings) {
    const std::size_t at = text.find(wording.parser);
    if (at != std::string::npos) {
      text.replace(at, wording.parser.size(), wording.people);
    }
  }
  return "not valid JSON: " + text;
}

/// True for `unexpected number literal; expected '}'`: then the start of the token is worth more than its last character.
bool is_long_token(std::string_view text) {
  return text.starts_with("unexpected ") && text.substr(0, text.find("; expected ")).ends_with(" literal");
}

class SyntaxCheck : public JsonEvents {
public:
  SyntaxCheck(std::string_view json, std::size_t max_depth)
      : JsonEvents(json), m_json_size(json.size()), m_max_depth(max_depth) {}

  [[nodiscard]] std::optional<JsonSyntaxFault> take_fault() { return std::move(m_fault); }

protected:
  bool on_key(std::string_view /*key*/, std::size_t /*start*/) override { return true; }

  bool on_value(Kind kind, std::size_t start) override {
    if (kind != Kind::scalar && ++m_depth > m_max_depth) {
      return refuse(start, too_deep_text(m_max_depth));
    }
    return true;
  }

  bool on_end() override {
    --m_depth;
    return true;
  }

  bool on_huge_integer(std::size_t start) override { return refuse(start, k_number_too_large); }

  void on_fault(std::size_t offset, std::size_t start, std::string_view message) override {
    static constexpr std::string_view k_overflow = "[json.exception.out_of_range.406]"; // 1e400
    if (message.starts_with(k_overflow)) {
      refuse(start, k_number_too_large);
      return;
    }
    const std::string_view text = part_for_people(message);
    const std::size_t last = std::min(offset - std::min<std::size_t>(offset, 1), m_json_size);
    if (text.starts_with("unexpected end of input") && last < m_json_size) {
      refuse(last, k_nul); // that parser takes a NUL for the end
      return;
    }
    refuse(is_long_token(text) ? start : last, in_plain_words(text));
  }

private:
  bool refuse(std::size_t offset, std::string what) {
    m_fault = JsonSyntaxFault{offset, std::move(what)};
    return false;
  }

  std::size_t m_json_size;
  std::size_t m_max_depth;
  std::size_t m_depth = 0;
  std::optional<JsonSyntaxFault> m_fault;
};

} // namespace

std::optional<JsonSyntaxFault> syntax_fault(std::string_view json, std::size_t max_depth) {
  if (json.starts_with("\xEF\xBB\xBF")) { // a parser that passes it over would find nothing
    return JsonSyntaxFault{0, k_second_mark};
  }
  SyntaxCheck check(json, max_depth);
  check.run();
  std::optional<JsonSyntaxFault> fault = check.take_fault();
  const std::size_t nul = json.find('\0');
  if (!fault && nul != std::string_view::npos) {
    fault = JsonSyntaxFault{nul, k_nul}; // behind a document that is well-formed up to there
  }
  return fault;
}

} // namespace acsgate
