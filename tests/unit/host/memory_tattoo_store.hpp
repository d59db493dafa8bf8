#pragma once

#include "host/tattoo_store.hpp"

#include <string>
#include <vector>

namespace acsgate::test {

/// A store in memory that notes every step and can end at any of them.
class MemoryTattooStore final : public TattooStore {
public:
  enum class End {
    fails,      ///< the step and all after it do nothing and fail
    fails_once, ///< the step does nothing and fails; those after it work again
    killed,     ///< the program has ended: nothing after it happens, and nobody hears of it
  };

  /// From now on, the step with this number (0: the next) is the first that does not happen.
  void end_at(int step, End end) {
    m_steps = 0;
    m_end_at = step;
    m_end = end;
  }
  [[nodiscard]] int steps() const { return m_steps; }
  [[nodiscard]] const std::vector<std::string> &log() const { return m_log; }
  [[nodiscard]] bool has(std::string_view name) const { return m_values.contains(name); }

  Result<void> invalidate() override {
    // Two steps, as in the registry: the value that counts, then the rest.
    if (!step()) {
      return failure();
    }
    m_log.emplace_back("invalidate");
    m_values.erase("Decision");
    if (!step()) {
      return failure();
    }
    m_values.clear();
    m_exists = false;
    return {};
  }

  Result<void> write(std::string_view name, std::string_view text) override {
    if (!step()) {
      return failure();
    }
    m_log.push_back("write " + std::string(name));
    m_values.insert_or_assign(std::string(name), std::string(text));
    m_exists = true;
    return {};
  }

  Result<std::optional<TattooValues>> read() override {
    return m_exists ? std::optional(m_values) : std::optional<TattooValues>();
  }

private:
  static tl::unexpected<Error> failure() { return tl::unexpected(Error{ErrorKind::input, "memory", "no", ""}); }

  bool step() {
    const int number = m_steps++;
    return number < m_end_at || (m_end == End::fails_once && number > m_end_at);
  }

  TattooValues m_values;
  std::vector<std::string> m_log;
  bool m_exists = false;
  int m_steps = 0;
  int m_end_at = 1000000;
  End m_end = End::fails;
};

} // namespace acsgate::test
