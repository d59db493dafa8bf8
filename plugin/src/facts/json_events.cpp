#include "facts/json_events.hpp"

#include <iterator>

namespace acsgate {

namespace {

/// Reads characters and says how many were read.
class CountingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  CountingIterator(std::string_view json, std::size_t offset, std::size_t &read)
      : m_begin(json.data()), m_here(json.data() + offset), m_read(&read) {}

  reference operator*() const { return *m_here; }
  CountingIterator &operator++() {
    ++m_here;
    *m_read = static_cast<std::size_t>(m_here - m_begin);
    return *this;
  }
  bool operator==(const CountingIterator &other) const { return m_here == other.m_here; }

private:
  const char *m_begin;
  const char *m_here;
  std::size_t *m_read;
};

/// The first offset from `from` on that is neither white space nor a separator.
std::size_t next_token(std::string_view json, std::size_t from) {
  const std::size_t start = json.find_first_not_of(" \t\r\n,:", from);
  return start == std::string_view::npos ? json.size() : start;
}

} // namespace

/// The interface that nlohmann::json wants.
struct JsonEventsAdapter {
  JsonEvents &events;

  using Kind = JsonEvents::Kind;

  bool scalar() { return events.on_value(Kind::scalar, events.step()); }
  bool null() { return scalar(); }
  bool boolean(bool /*value*/) { return scalar(); }
  bool number() { return events.on_value(Kind::scalar, events.step_number()); }
  bool number_integer(nlohmann::json::number_integer_t /*value*/) { return number(); }
  bool number_unsigned(nlohmann::json::number_unsigned_t /*value*/) { return number(); }
  bool number_float(nlohmann::json::number_float_t /*value*/, const std::string &digits) {
    // An integer comes as a float where it does not fit.
    return digits.find_first_of(".eE") == std::string::npos ? events.on_huge_integer(events.step_number()) : number();
  }
  bool string(const std::string & /*value*/) { return scalar(); }
  bool binary(nlohmann::json::binary_t & /*value*/) { return false; }
  bool start_object(std::size_t /*size*/) { return events.on_value(Kind::object, events.step()); }
  bool start_array(std::size_t /*size*/) { return events.on_value(Kind::array, events.step()); }
  bool key(const std::string &key) { return events.on_key(key, events.step()); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }
  bool end() {
    events.m_end = events.m_read;
    return events.on_end();
  }
  bool parse_error(std::size_t position, const std::string & /*token*/, const nlohmann::json::exception &error) {
    events.on_fault(position, next_token(events.m_json, events.m_end), error.what());
    return false;
  }
};

std::size_t JsonEvents::step() {
  const std::size_t start = next_token(m_json, m_end);
  m_end = m_read;
  return start;
}

std::size_t JsonEvents::step_number() {
  const std::size_t start = step();
  m_end = m_read - 1;
  return start;
}

void JsonEvents::run() {
  JsonEventsAdapter adapter{*this};
  static_cast<void>(
      nlohmann::json::sax_parse(CountingIterator(m_json, 0, m_read), CountingIterator(m_json, m_json.size(), m_read), &adapter));
}

} // namespace acsgate
