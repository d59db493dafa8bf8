#include "facts/json_reader.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t k_max_number = 2147483647;
constexpr std::size_t k_max_shown = 64;
constexpr std::size_t k_few_keys = 16; // up to here comparing each with each is faster than sorting

/// `-5`, `"abc"`, `an object`
std::string shown(dom::element element) {
  switch (element.type()) {
  case dom::element_type::ARRAY:
    return "an array";
  case dom::element_type::OBJECT:
    return "an object";
  case dom::element_type::STRING:
    return '"' + printable(std::string_view(element), k_max_shown) + '"';
  case dom::element_type::INT64:
    return std::to_string(std::int64_t(element));
  case dom::element_type::UINT64:
    return std::to_string(std::uint64_t(element));
  case dom::element_type::DOUBLE:
    return "a number with a fraction or an exponent";
  case dom::element_type::BOOL:
    return bool(element) ? "true" : "false";
  default:
    return "null";
  }
}

} // namespace

void JsonReader::reset() {
  m_keys.clear();
  m_fault = {};
}

bool JsonReader::refuse_text(const JsonValue &value) {
  return value.element.is_string() ? fail(value, "must have at most " + std::to_string(k_max_fact_text) + " bytes")
                                   : must_be(value, "a string");
}

bool JsonReader::number(const JsonValue &value, std::optional<std::uint32_t> &number) {
  std::int64_t wide = 0;
  if (value.element.get(wide) != simdjson::SUCCESS || wide < 0 || wide > k_max_number) {
    return must_be(value, "a whole number from 0 to " + std::to_string(k_max_number));
  }
  number = static_cast<std::uint32_t>(wide);
  return true;
}

bool JsonReader::boolean(const JsonValue &value, std::optional<bool> &boolean) {
  bool read = false;
  if (value.element.get(read) != simdjson::SUCCESS) {
    return must_be(value, "true or false");
  }
  boolean = read;
  return true;
}

bool JsonReader::must_be(const JsonValue &value, std::string_view expected) {
  return fail(value, "must be " + std::string(expected) + ", not " + shown(value.element));
}

bool JsonReader::fail(const JsonValue &value, std::string_view predicate, JsonPart part, unsigned occurrence) {
  m_fault.path.clear();
  for (const JsonValue *step = &value; step->parent != nullptr; step = step->parent) {
    m_fault.path.push_back({std::string(step->key), step->index});
  }
  std::ranges::reverse(m_fault.path);
  m_fault.part = part;
  m_fault.occurrence = occurrence;
  m_fault.what = m_fault.path.empty() ? "the document" : '"' + path_text(m_fault.path) + '"';
  m_fault.what += ' ';
  m_fault.what += predicate;
  return false;
}

bool JsonReader::pass_over(const JsonValue &value, std::size_t depth) { // NOLINT(misc-no-recursion): the depth is limited
  dom::array array;
  dom::object object;
  const bool is_array = value.element.get(array) == simdjson::SUCCESS;
  const bool is_object = !is_array && value.element.get(object) == simdjson::SUCCESS;
  if ((is_array || is_object) && depth >= k_max_facts_depth) {
    fail(value, {});
    m_fault.what = too_deep_text(k_max_facts_depth); // the long way there would not help
    return false;
  }
  if (is_array) {
    std::size_t index = 0;
    for (const dom::element item : array) {
      if (!pass_over({item, &value, {}, index}, depth + 1)) {
        return false;
      }
      ++index;
    }
  }
  if (is_object) {
    const std::size_t first_key = m_keys.size();
    for (const auto member : object) {
      m_keys.push_back(member.key);
      if (!pass_over({member.value, &value, member.key, std::nullopt}, depth + 1)) {
        return false;
      }
    }
    return keys_differ(value, first_key);
  }
  return true;
}

bool JsonReader::object_of(const JsonValue &value, dom::object &object) {
  return value.element.get(object) == simdjson::SUCCESS || must_be(value, "an object");
}

bool JsonReader::array_of(const JsonValue &value, std::size_t max_items, dom::array &array) {
  if (value.element.get(array) != simdjson::SUCCESS) {
    return must_be(value, "an array");
  }
  return array.size() <= max_items || fail(value, "must have at most " + std::to_string(max_items) + " items");
}

bool JsonReader::keys_differ(const JsonValue &object, std::size_t first) {
  const auto begin = m_keys.begin() + static_cast<std::ptrdiff_t>(first);
  auto repeated = m_keys.end();
  if (m_keys.size() - first <= k_few_keys) {
    repeated = std::find_if(begin, m_keys.end(), [begin](const std::string_view &key) {
      return std::any_of(begin, begin + (&key - &*begin), [&key](std::string_view before) { return before == key; });
    });
  } else {
    std::sort(begin, m_keys.end());
    repeated = std::adjacent_find(begin, m_keys.end());
  }
  if (repeated != m_keys.end()) {
    return fail({object.element, &object, *repeated, std::nullopt}, "is repeated; a key may be given once", JsonPart::key, 2);
  }
  m_keys.erase(begin, m_keys.end());
  return true;
}

bool JsonReader::key_fits(const JsonValue &member) {
  return member.key.size() <= k_max_fact_text ||
         fail(member, "must have a name of at most " + std::to_string(k_max_fact_text) + " bytes", JsonPart::key);
}

std::size_t JsonReader::depth_of(const JsonValue &value) {
  std::size_t depth = 0;
  for (const JsonValue *step = value.parent; step != nullptr; step = step->parent) {
    ++depth;
  }
  return depth;
}

} // namespace acsgate
