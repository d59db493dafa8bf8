#include "command/fleet_progress.hpp"

#include "base/standard_streams.hpp"
#include "report/fleet_words.hpp"

#include <iostream>
#include <string>

namespace acsgate {

namespace {

constexpr auto k_progress_interval = std::chrono::milliseconds(200);

} // namespace

FleetProgress::FleetProgress(bool shown)
    : m_shown(shown && standard_error_is_terminal()), m_start(std::chrono::steady_clock::now()), m_last(m_start) {}

FleetProgress::~FleetProgress() { hide(); }

void FleetProgress::hide() {
  if (m_width > 0) {
    std::cerr << std::string(m_width, ' ') << '\r' << std::flush;
    m_width = 0;
  }
}

void FleetProgress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (now - m_last < k_progress_interval) {
    return;
  }
  m_last = now;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - m_start).count();
  const std::string line = "acsgate: " + grouped(m_hosts) + " hosts, " + std::to_string(seconds) + " s ";
  m_width = line.size(); // it only grows
  std::cerr << line << '\r' << std::flush;
}

} // namespace acsgate
