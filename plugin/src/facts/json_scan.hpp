#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace acsgate {

/// Where the tokens of a JSON document begin, as simdjson's first stage finds them: brackets, colons, commas, opening quotes and
/// the first characters of numbers and literals. That stage has seen that the document is UTF-8, that every string ends, and that
/// none holds a control character. Behind `size` bytes of text stand a NUL and some bytes more, and behind the tokens the
/// position of that NUL.
struct JsonIndex {
  const char *text = nullptr;
  std::size_t size = 0;
  const std::uint32_t *tokens = nullptr;
};

/// Walks over an indexed document and takes token after token. Every function answers false where the next token is something
/// else, or something that the scan does not try to read: the strict reader then has the word. Whatever is taken was read whole:
/// what stands between two tokens is the first of them and white space, nothing else.
class JsonScan {
public:
  explicit JsonScan(const JsonIndex &index) : m_text(index.text), m_size(index.size), m_next(index.tokens) {}

  [[nodiscard]] bool take(char token) {
    const bool is_next = m_text[*m_next] == token;
    m_next += is_next ? 1 : 0;
    return is_next;
  }

  /// A string without escapes.
  [[nodiscard]] bool string(std::string_view &text) {
    const std::size_t start = *m_next;
    if (m_text[start] != '"') {
      return false;
    }
    ++m_next;
    std::size_t end = *m_next - 1U; // of the closing quote, but for white space behind it
    while (m_text[end] != '"') {
      --end;
    }
    text = std::string_view(m_text + start + 1, end - start - 1);
    return true;
  }

  /// A whole number from 0 to 2147483647.
  [[nodiscard]] bool number(std::optional<std::uint32_t> &number);
  [[nodiscard]] bool boolean(std::optional<bool> &boolean);

  /// The document ends here.
  [[nodiscard]] bool at_end() const { return *m_next == m_size; }

private:
  /// True if a number or literal that began at the last token ends before `end`.
  [[nodiscard]] bool ends_at(std::size_t end) const;

  const char *m_text;
  std::size_t m_size;
  const std::uint32_t *m_next;
};

/// A key that is looked for: most are told apart by their length and first eight bytes.
class ScanKey {
public:
  // NOLINTNEXTLINE(google-explicit-constructor): rows of tables are made of literals
  constexpr ScanKey(const char *key) : ScanKey(std::string_view(key)) {}
  explicit constexpr ScanKey(std::string_view key) : m_key(key) {
    for (std::size_t index = 0; index < k_head && index < m_key.size(); ++index) {
      const std::size_t place = std::endian::native == std::endian::little ? index : k_head - 1 - index;
      m_head |= std::uint64_t(static_cast<unsigned char>(m_key[index])) << (8 * place);
      m_mask |= std::uint64_t(0xFF) << (8 * place);
    }
  }

  /// `key` stands in a text that goes on for eight bytes more.
  [[nodiscard]] bool operator==(std::string_view key) const {
    std::uint64_t head = 0;
    std::memcpy(&head, key.data(), k_head);
    return key.size() == m_key.size() && ((head ^ m_head) & m_mask) == 0 &&
           (key.size() <= k_head || std::memcmp(key.data() + k_head, m_key.data() + k_head, key.size() - k_head) == 0);
  }
  [[nodiscard]] constexpr std::string_view text() const { return m_key; }

private:
  static constexpr std::size_t k_head = 8;
  std::string_view m_key;
  std::uint64_t m_head = 0;
  std::uint64_t m_mask = 0;
};

/// One member of an object: its key and what takes its value.
template <class Target> struct ScanField {
  ScanKey key;
  bool (*read)(JsonScan &, Target &);
  bool required = false;
};

/// Calls `test` with the numbers from 0 on as constants, until it says true.
template <std::size_t count, class Test> [[nodiscard]] constexpr bool any_row(const Test &test) {
  return [&]<std::size_t... row>(std::index_sequence<row...> /*rows*/) {
    return (test(std::integral_constant<std::size_t, row>()) || ...);
  }(std::make_index_sequence<count>());
}

/// An object whose members all have rows in the table `fields`, each at most once. The compiler sees the table, so that a row is
/// two comparisons with constants and the code that reads the value: documents mostly keep the order of the table, and go through
/// it once.
template <const auto &fields, class Target> [[nodiscard]] bool scan_object(JsonScan &scan, Target &target) {
  constexpr std::size_t count = std::size(fields);
  static_assert(count <= 32, "a bit for each row");
  constexpr std::uint32_t needed = [] {
    std::uint32_t bits = 0;
    for (std::size_t row = 0; row < count; ++row) {
      bits |= fields[row].required ? 1U << row : 0U;
    }
    return bits;
  }();
  if (!scan.take('{')) {
    return false;
  }
  if (scan.take('}')) {
    return needed == 0;
  }
  std::string_view key;
  const auto take_key = [&] { return scan.string(key) && scan.take(':'); };
  if (!take_key()) {
    return false;
  }
  std::uint32_t seen = 0;
  bool more = true; // a member with this key is next
  const auto refuses = [&](auto row) {
    constexpr std::uint32_t bit = 1U << row;
    if (!more || !(fields[row].key == key)) {
      return false;
    }
    if ((seen & bit) != 0 || !fields[row].read(scan, target)) {
      return true;
    }
    seen |= bit;
    more = scan.take(',');
    return more && !take_key();
  };
  while (more) {
    const std::uint32_t before = seen;
    if (any_row<count>(refuses) || seen == before) {
      return false;
    }
  }
  return scan.take('}') && (seen & needed) == needed;
}

/// An object whose keys are names. `read(name)` takes the value.
template <class Read> [[nodiscard]] bool scan_map(JsonScan &scan, const Read &read) {
  if (!scan.take('{')) {
    return false;
  }
  if (scan.take('}')) {
    return true;
  }
  do {
    std::string_view name;
    if (!scan.string(name) || !scan.take(':') || !read(name)) {
      return false;
    }
  } while (scan.take(','));
  return scan.take('}');
}

/// An array of at most `max_items`. `read()` takes an item.
template <class Read> [[nodiscard]] bool scan_list(JsonScan &scan, std::size_t max_items, const Read &read) {
  if (!scan.take('[')) {
    return false;
  }
  if (scan.take(']')) {
    return true;
  }
  std::size_t items = 0;
  do {
    if (++items > max_items || !read()) {
      return false;
    }
  } while (scan.take(','));
  return scan.take(']');
}

} // namespace acsgate
