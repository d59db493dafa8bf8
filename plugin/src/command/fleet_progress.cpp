#include "command/fleet_progress.hpp"

#include "base/standard_streams.hpp"
#include "report/fleet_words.hpp"

#include <iostream>

namespace acsgate {

namespace {

constexpr auto k_progress_interval = std::chrono::milliseconds(200);

} // namespace

FleetProgress::FleetProgress(bool shown)
    : m_shown(shown && standard_error_is_terminal()), m_start(std::chrono::steady_clock::now()), m_last(m_start) {}

FleetProgress::~FleetProgress() {
  if (m_written) {
    std::cerr << std::string(60, ' ') << '\r' << std::flush;
  }
}

void FleetProgress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (now - m_last < k_progress_interval) {
    return;
  }
  m_last = now;
  m_written = true;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - m_start).count();
  std::cerr << "acsgate: " << grouped(m_hosts) << " hosts, " << seconds << " s \r" << std::flush; // an error overwrites it
}

} // namespace acsgate
