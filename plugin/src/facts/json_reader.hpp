#pragma once

#include "facts/fact_words.hpp"
#include "facts/facts_json.hpp"
#include "facts/json_position.hpp"

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// A value and, through the values around it, the way to it. Lives on the stack, so that only a fault pays for its path.
struct JsonValue {
  simdjson::dom::element element;
  const JsonValue *parent = nullptr;
  std::string_view key;
  std::optional<std::size_t> index;
};

/// What is wrong with a document that is well-formed, and where.
struct JsonFault {
  std::string what;
  std::vector<JsonStep> path;
  JsonPart part = JsonPart::value;
  unsigned occurrence = 1;
};

class JsonReader;

/// A member of an object that is understood: one row of a table.
template <class Target> struct JsonField {
  std::string_view key;
  bool (*read)(JsonReader &, const JsonValue &, Target &);
  bool required = false;
};

/// Reads values strictly. Every function answers false after the first fault, which is then in `fault()`.
class JsonReader {
public:
  /// Forgets the last document.
  void reset();
  [[nodiscard]] const JsonFault &fault() const { return m_fault; }

  /// An object: each member by its row of the table, other members passed over, no key twice.
  template <class Target, std::size_t count>
  [[nodiscard]] bool object(const JsonValue &value, const JsonField<Target> (&fields)[count], Target &target);

  /// An object whose keys are names, no name twice. `read(name, member)` answers false on a fault.
  template <class Read> [[nodiscard]] bool map(const JsonValue &value, std::size_t max_members, const Read &read);

  /// An array. `read(item)` answers false on a fault.
  template <class Read> [[nodiscard]] bool list(const JsonValue &value, std::size_t max_items, const Read &read);

  /// A string of at most k_max_fact_text bytes.
  [[nodiscard]] bool text(const JsonValue &value, FactText &text) {
    return (value.element.get(text) == simdjson::SUCCESS && text.size() <= k_max_fact_text) || refuse_text(value);
  }
  /// A whole number from 0 to 2147483647.
  [[nodiscard]] bool number(const JsonValue &value, std::optional<std::uint32_t> &number);
  [[nodiscard]] bool boolean(const JsonValue &value, std::optional<bool> &boolean);

  /// A string that means something or, where it is none of `words`, `otherwise`.
  template <class T, std::size_t count>
  [[nodiscard]] bool word(const JsonValue &value, const JsonWord<T> (&words)[count], T otherwise, T &meaning);

  /// A string that `parse` makes a T of; `expected` names what it takes.
  template <class T>
  [[nodiscard]] bool parsed(const JsonValue &value, std::optional<T> (*parse)(std::string_view), std::string_view expected,
                            T &result);

  /// Records `"key.path" must be EXPECTED, not FOUND` and answers false.
  bool must_be(const JsonValue &value, std::string_view expected);
  /// Records `"key.path" PREDICATE` and answers false.
  bool fail(const JsonValue &value, std::string_view predicate, JsonPart part = JsonPart::value, unsigned occurrence = 1);

private:
  bool refuse_text(const JsonValue &value);
  /// Looks only for keys that are repeated and for depth. `depth` counts the brackets around the value.
  [[nodiscard]] bool pass_over(const JsonValue &value, std::size_t depth);
  [[nodiscard]] bool object_of(const JsonValue &value, simdjson::dom::object &object);
  [[nodiscard]] bool array_of(const JsonValue &value, std::size_t max_items, simdjson::dom::array &array);
  /// The keys from `first` on in m_keys differ from each other; takes them off.
  [[nodiscard]] bool keys_differ(const JsonValue &object, std::size_t first);
  [[nodiscard]] bool key_fits(const JsonValue &member);
  [[nodiscard]] static std::size_t depth_of(const JsonValue &value);

  std::vector<std::string_view> m_keys; ///< keys without a row, of this object and those around it
  JsonFault m_fault;
};

template <class Target, std::size_t count>
bool JsonReader::object(const JsonValue &value, const JsonField<Target> (&fields)[count], Target &target) {
  static_assert(count <= 32, "a bit for each row");
  simdjson::dom::object object;
  if (!object_of(value, object)) {
    return false;
  }
  const std::size_t first_key = m_keys.size();
  std::uint32_t seen = 0;
  std::size_t next = 0; // documents mostly keep the order of the table
  for (const auto member : object) {
    const JsonValue inner{member.value, &value, member.key, std::nullopt};
    std::size_t tries = 0;
    while (tries < count && fields[next].key != member.key) {
      next = next + 1 == count ? 0 : next + 1;
      ++tries;
    }
    if (tries == count) {
      m_keys.push_back(member.key);
      if (!pass_over(inner, depth_of(inner))) {
        return false;
      }
      continue;
    }
    const std::uint32_t bit = 1U << next;
    if ((seen & bit) != 0) {
      return fail(inner, "is repeated; a key may be given once", JsonPart::key, 2);
    }
    seen |= bit;
    if (!fields[next].read(*this, inner, target)) {
      return false;
    }
    next = next + 1 == count ? 0 : next + 1;
  }
  for (std::size_t index = 0; index < count; ++index) {
    if (fields[index].required && (seen & (1U << index)) == 0) {
      return fail(value, "must have a \"" + std::string(fields[index].key) + '"');
    }
  }
  return keys_differ(value, first_key);
}

template <class Read> bool JsonReader::map(const JsonValue &value, std::size_t max_members, const Read &read) {
  simdjson::dom::object object;
  if (!object_of(value, object)) {
    return false;
  }
  if (object.size() > max_members) {
    return fail(value, "must have at most " + std::to_string(max_members) + " members");
  }
  const std::size_t first_key = m_keys.size();
  for (const auto member : object) {
    const JsonValue inner{member.value, &value, member.key, std::nullopt};
    m_keys.push_back(member.key);
    if (!key_fits(inner) || !read(member.key, inner)) {
      return false;
    }
  }
  return keys_differ(value, first_key);
}

template <class Read> bool JsonReader::list(const JsonValue &value, std::size_t max_items, const Read &read) {
  simdjson::dom::array array;
  if (!array_of(value, max_items, array)) {
    return false;
  }
  std::size_t index = 0;
  for (const simdjson::dom::element item : array) {
    if (!read(JsonValue{item, &value, {}, index})) {
      return false;
    }
    ++index;
  }
  return true;
}

template <class T, std::size_t count>
bool JsonReader::word(const JsonValue &value, const JsonWord<T> (&words)[count], T otherwise, T &meaning) {
  FactText found;
  if (!text(value, found)) {
    return false;
  }
  meaning = otherwise;
  for (const JsonWord<T> &word : words) {
    if (word.word == found) {
      meaning = word.meaning;
    }
  }
  return true;
}

template <class T>
bool JsonReader::parsed(const JsonValue &value, std::optional<T> (*parse)(std::string_view), std::string_view expected,
                        T &result) {
  std::string_view found;
  if (value.element.get(found) != simdjson::SUCCESS) {
    return must_be(value, expected);
  }
  const std::optional<T> read = parse(found);
  if (!read) {
    return must_be(value, expected);
  }
  result = *read;
  return true;
}

} // namespace acsgate
