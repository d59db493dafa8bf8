#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace acsgate {

/// One line on a terminal that says how far a long run is, and is gone when the run has ended. Elsewhere nothing.
class FleetProgress {
public:
  /// `shown`: a person looks at standard error, and nothing else is written to that terminal meanwhile.
  explicit FleetProgress(bool shown);
  FleetProgress(const FleetProgress &) = delete;
  FleetProgress &operator=(const FleetProgress &) = delete;
  FleetProgress(FleetProgress &&) = delete;
  FleetProgress &operator=(FleetProgress &&) = delete;
  ~FleetProgress();

  /// Takes the line away, until the next one is due: before something else is written to the terminal.
  void hide();

  /// One host more.
  void tick() {
    if (m_shown && (++m_hosts & k_mask) == 0) {
      show();
    }
  }

private:
  static constexpr std::uint64_t k_mask = 0x3FF; ///< the clock is asked once in so many hosts
  void show();

  bool m_shown;
  std::size_t m_width = 0; ///< of the line on the terminal
  std::uint64_t m_hosts = 0;
  std::chrono::steady_clock::time_point m_start;
  std::chrono::steady_clock::time_point m_last;
};

} // namespace acsgate
