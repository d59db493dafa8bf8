#include "facts/import/reg_file.hpp"

#include "base/code_page.hpp"
#include "base/text.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_keys = 200000;   ///< a SOFTWARE hive has 150,000
constexpr std::size_t k_max_values = 400000; ///< and twice as many values
constexpr std::size_t k_max_path = 4096;     ///< Windows' own limit is 255 characters a name and 512 levels

constexpr std::string_view k_header = "Windows Registry Editor Version 5.00";
constexpr std::string_view k_old_header = "REGEDIT4";

constexpr const char *k_export_again = "export the key again with reg export or regedit, and import the file as it is";

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::uint32_t hex_number(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits) {
    number = (number << 4U) | static_cast<std::uint32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return number;
}

class Parser {
public:
  Parser(std::string_view text, const std::string &name) : m_text(text), m_name(name) {}

  Result<RegFile> parse() {
    while (m_at < m_text.size()) {
      if (!line()) {
        return tl::unexpected(m_error);
      }
    }
    if (!m_started) {
      return tl::unexpected(Error{ErrorKind::input, m_name,
                                  "is not a registry export: it has no \"Windows Registry Editor\" line", k_export_again});
    }
    // Both programs write an empty line after each key; a file that lacks the last one was cut off.
    if (!m_text.ends_with("\n\n") && !m_text.ends_with("\n\r\n")) {
      return tl::unexpected(Error{ErrorKind::input, m_name, "ends within a key: it was cut off", k_export_again});
    }
    return std::move(m_file);
  }

private:
  bool line() {
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    std::string_view text = trimmed(m_text.substr(m_at, end - m_at));
    if (text.starts_with("\uFEFF")) {
      text.remove_prefix(3); // of a file that was appended to another
    }
    if (text.empty() || text.front() == ';') {
      return next_line(end);
    }
    if (text == k_header || text == k_old_header) {
      const bool ansi = text == k_old_header;
      if (m_started && ansi != m_file.ansi) {
        return refuse("begins an export of another form", "import each file on its own");
      }
      m_started = true;
      m_file.ansi = ansi;
      return next_line(end);
    }
    if (!m_started) {
      return text.starts_with("HKEY_") ? refuse("looks like the output of reg query", k_export_again)
                                       : refuse("is not how a registry export begins", k_export_again);
    }
    return text.front() == '[' ? key(text, end) : value();
  }

  bool next_line(std::size_t end) {
    m_at = std::min(end + 1, m_text.size());
    ++m_line;
    return true;
  }

  bool key(std::string_view text, std::size_t end) {
    if (!text.ends_with(']')) {
      return refuse("is not a whole key", k_export_again);
    }
    const std::string_view path = text.substr(1, text.size() - 2);
    if (path.starts_with('-')) {
      return refuse("deletes a key: the file changes a registry and does not show one", k_export_again);
    }
    if (path.empty() || path.size() > k_max_path || path.front() == '\\' || path.back() == '\\' ||
        path.find(R"(\\)") != std::string_view::npos ||
        std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
      return refuse("is not a key of a registry", k_export_again);
    }
    if (m_file.keys.size() == k_max_keys) {
      return too_many(k_max_keys, "keys");
    }
    m_file.keys.push_back({path, m_line, m_file.values.size(), 0});
    return next_line(end);
  }

  bool value() {
    RegValue value;
    skip_blanks();
    if (peek() == '@') {
      ++m_at;
    } else if (!quoted(value.name, false)) {
      return refuse("is not part of a registry export", k_export_again);
    }
    skip_blanks();
    if (peek() != '=' || m_file.keys.empty()) {
      return refuse("is not part of a registry export", k_export_again);
    }
    ++m_at;
    skip_blanks();
    if (peek() == '-') {
      return refuse("deletes a value: the file changes a registry and does not show one", k_export_again);
    }
    if (peek() == '"') {
      value.type = registry_type::sz;
      value.quoted = true;
      if (!quoted(value.data, true)) {
        return refuse("is a text without its end", k_export_again);
      }
    } else if (!hex_data(value)) {
      return refuse("is not a whole value", k_export_again);
    }
    skip_blanks();
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    if (const auto rest = trimmed(m_text.substr(m_at, end - m_at)); !rest.empty() && rest.front() != ';') {
      return refuse("has more on its line than a value", k_export_again);
    }
    if (m_file.values.size() == k_max_values) {
      return too_many(k_max_values, "values");
    }
    m_file.values.push_back(value);
    ++m_file.keys.back().value_count;
    return next_line(end);
  }

  /// A text in quotes; regedit leaves line ends within texts as they are.
  bool quoted(std::string_view &text, bool lines) {
    if (peek() != '"') {
      return false;
    }
    const std::size_t start = m_at + 1;
    std::size_t at = start;
    while (at < m_text.size() && m_text[at] != '"') {
      if (m_text[at] == '\n') {
        if (!lines) {
          return false;
        }
        ++m_line;
      }
      at += m_text[at] == '\\' ? 2 : 1;
    }
    if (at >= m_text.size()) {
      return false;
    }
    text = m_text.substr(start, at - start);
    m_at = at + 1;
    return true;
  }

  /// `dword:0000007d`, `hex:01,02`, `hex(7):61,00,\` with the rest on the next line.
  bool hex_data(RegValue &value) {
    const std::string_view rest = m_text.substr(m_at);
    if (rest.starts_with("dword:")) {
      m_at += 6;
      value.type = registry_type::dword;
      value.data = m_text.substr(m_at, 8);
      m_at += value.data.size();
      return value.data.size() == 8 && std::ranges::all_of(value.data, is_hex) && !is_hex(peek());
    }
    if (rest.starts_with("hex:")) {
      m_at += 4;
      value.type = registry_type::binary;
    } else if (rest.starts_with("hex(")) {
      const std::size_t end = rest.find("):");
      const std::string_view type = rest.substr(4, std::min<std::size_t>(end, 13) - 4);
      if (end > 12 || type.empty() || !std::ranges::all_of(type, is_hex)) {
        return false;
      }
      m_at += end + 2;
      value.type = hex_number(type);
    } else {
      return false;
    }
    return hex_bytes(value.data);
  }

  bool hex_bytes(std::string_view &data) {
    const std::size_t start = m_at;
    bool byte_next = true; // a byte may come, not a comma
    bool first = true;
    while (true) {
      skip_blanks();
      const char c = peek();
      if (c == '\\') {
        const std::size_t end = m_text.find('\n', m_at);
        if (end == std::string_view::npos || !trimmed(m_text.substr(m_at + 1, end - m_at - 1)).empty()) {
          return false;
        }
        m_at = end + 1;
        ++m_line;
      } else if (c == ',') {
        if (byte_next) {
          return false;
        }
        byte_next = true;
        ++m_at;
      } else if (is_hex(c)) {
        if (!byte_next || m_at + 1 >= m_text.size() || !is_hex(m_text[m_at + 1])) {
          return false;
        }
        byte_next = false;
        first = false;
        m_at += 2;
      } else {
        data = m_text.substr(start, m_at - start);
        return first || !byte_next;
      }
    }
  }

  void skip_blanks() {
    while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t')) {
      ++m_at;
    }
  }
  [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

  bool refuse(const std::string &what, const char *fix) {
    const std::size_t start = m_at == 0 ? 0 : m_text.rfind('\n', m_at - 1) + 1;
    const std::string_view text = trimmed(m_text.substr(start, std::min(m_text.find('\n', start), m_text.size()) - start));
    m_error = {ErrorKind::input, m_name + ':' + std::to_string(m_line), '"' + printable(text, 80) + "\" " + what, fix};
    return false;
  }

  bool too_many(std::size_t most, const std::string &things) {
    m_error = {ErrorKind::input, m_name + ':' + std::to_string(m_line), "holds more than " + std::to_string(most) + ' ' + things,
               "export only the keys that are asked for"};
    return false;
  }

  std::string_view m_text;
  const std::string &m_name;
  std::size_t m_at = 0;
  std::size_t m_line = 1;
  bool m_started = false;
  RegFile m_file;
  Error m_error;
};

std::string bytes_of_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size();) {
    if (is_hex(digits[at])) {
      bytes += static_cast<char>(static_cast<std::uint8_t>(hex_number(digits.substr(at, 2))));
      at += 2;
    } else {
      ++at;
    }
  }
  return bytes;
}

} // namespace

Result<RegFile> parse_reg_file(std::string_view text, const std::string &name) { return Parser(text, name).parse(); }

std::string reg_unescaped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    at += text[at] == '\\' && at + 1 < text.size() ? 1U : 0U;
    plain += text[at];
  }
  return plain;
}

RegistryValue reg_value(const RegFile &file, const RegValue &value, unsigned code_page) {
  if (value.quoted) {
    return registry_text_value(value.type, reg_unescaped(value.data));
  }
  if (value.type == registry_type::dword && value.data.size() == 8 && std::ranges::all_of(value.data, is_hex)) {
    const std::uint32_t number = hex_number(value.data);
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>(static_cast<std::uint8_t>(number >> shift));
    }
    return {value.type, std::move(bytes)};
  }
  const std::string bytes = bytes_of_hex(value.data);
  const bool text =
      value.type == registry_type::sz || value.type == registry_type::expand_sz || value.type == registry_type::multi_sz;
  if (!file.ansi || !text) {
    return registry_value(value.type, bytes);
  }
  auto decoded = is_valid_utf8(bytes) ? std::optional(bytes) : decode_code_page(bytes, code_page);
  return registry_text_value(value.type, decoded.value_or(std::string()));
}

} // namespace acsgate
