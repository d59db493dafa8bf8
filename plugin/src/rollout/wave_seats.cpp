#include "rollout/wave_seats.hpp"

#include <algorithm>

namespace acsgate {

WaveSeats::WaveSeats(const Rollout &rollout)
    : m_rollout(rollout), m_taken(rollout.waves.size()), m_counts(rollout.waves.size() + 1) {}

bool WaveSeats::is_limited() const {
  return std::ranges::any_of(m_rollout.waves, [](const Wave &wave) { return wave.max_hosts.has_value(); });
}

void WaveSeats::add(std::string key, std::uint32_t place, std::uint64_t fits, std::uint8_t kind) {
  Seat host{.place = place, .key = std::move(key), .fits = fits, .kind = kind};
  for (std::size_t wave = 0; wave < m_rollout.waves.size(); ++wave) {
    if (((host.fits >> wave) & 1U) == 0) {
      continue;
    }
    ++m_counts[wave].at(host.kind);
    const auto &room = m_rollout.waves[wave].max_hosts;
    if (!room) {
      return;
    }
    auto &taken = m_taken[wave];
    taken.push(std::move(host));
    if (taken.size() <= *room) {
      return;
    }
    host = taken.top();
    taken.pop();
    --m_counts[wave].at(host.kind);
  }
  ++m_counts.back().at(host.kind);
}

std::int8_t WaveSeats::wave_of(std::string_view key, std::uint32_t place, std::uint64_t fits) const {
  for (std::size_t wave = 0; wave < m_rollout.waves.size(); ++wave) {
    if (((fits >> wave) & 1U) == 0) {
      continue;
    }
    const auto &room = m_rollout.waves[wave].max_hosts;
    const auto &taken = m_taken[wave];
    const bool has_room = !room || taken.size() < *room;
    if (has_room ||
        (!taken.empty() && std::pair(place, key) <= std::pair(taken.top().place, std::string_view(taken.top().key)))) {
      return static_cast<std::int8_t>(wave);
    }
  }
  return -1;
}

} // namespace acsgate
