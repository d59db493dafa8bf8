#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace acsgate {

/// The events of a JSON document, each with the offset in bytes where its token starts: the slow pass over a document that is
/// known to be faulty. Iterative, so that no nesting is too deep for it. Each event answers whether to go on.
class JsonEvents {
public:
  enum class Kind { scalar, object, array };

  explicit JsonEvents(std::string_view json) : m_json(json) {}
  virtual ~JsonEvents() = default;
  JsonEvents(const JsonEvents &) = delete;
  JsonEvents &operator=(const JsonEvents &) = delete;

  /// Until an event says no, the document turns out ill-formed or ends.
  void run();

protected:
  virtual bool on_key(std::string_view key, std::size_t start) = 0;
  virtual bool on_value(Kind kind, std::size_t start) = 0;
  virtual bool on_end() = 0; ///< of an object or array
  /// An integer beyond 64 bits, which the other parser refuses.
  virtual bool on_huge_integer(std::size_t start) { return on_value(Kind::scalar, start); }
  /// `offset` is where the parser stood: behind the token or character that it did not expect. `start` is where that token
  /// starts, if it is a token at all.
  virtual void on_fault(std::size_t /*offset*/, std::size_t /*start*/, std::string_view /*message*/) {}

private:
  friend struct JsonEventsAdapter;

  /// The start of the next token, and takes note that the parser has now read it.
  std::size_t step();
  /// The same for a number, which the parser knows to be over only by the character behind it.
  std::size_t step_number();

  std::string_view m_json;
  std::size_t m_read = 0; ///< what the parser has taken
  std::size_t m_end = 0;  ///< end of the token before
};

} // namespace acsgate
