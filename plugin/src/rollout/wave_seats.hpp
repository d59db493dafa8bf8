#pragma once

#include "rollout/wave_plan.hpp"

#include <array>
#include <cstdint>
#include <queue>
#include <string>
#include <vector>

namespace acsgate {

/// Gives hosts their waves one by one, and ends where `assign_waves` ends with all of them at once: a wave with room for some
/// only keeps those with the lowest places, and whoever has to leave it goes on to the next wave that fits. Memory grows with the
/// room of the limited waves, not with the number of hosts.
class WaveSeats {
public:
  static constexpr std::size_t k_kinds = 8;
  /// Hosts of one wave, by kind.
  using Kinds = std::array<std::uint64_t, k_kinds>;

  /// `rollout` must outlive this object.
  explicit WaveSeats(const Rollout &rollout);

  /// `kind`, below k_kinds, is what the host is counted as.
  void add(std::string key, std::uint32_t place, std::uint64_t fits, std::uint8_t kind);

  /// By wave; the last one is for hosts that no wave took.
  [[nodiscard]] const std::vector<Kinds> &counts() const { return m_counts; }
  /// True if a wave has room for some only: then the wave of a host is known when all have been added.
  [[nodiscard]] bool is_limited() const;
  /// The wave of a host that was added: an index into Rollout::waves, or -1.
  [[nodiscard]] std::int8_t wave_of(std::string_view key, std::uint32_t place, std::uint64_t fits) const;

private:
  struct Seat {
    std::uint32_t place = 0;
    std::string key;
    std::uint64_t fits = 0;
    std::uint8_t kind = 0;
    bool operator<(const Seat &other) const { return place != other.place ? place < other.place : key < other.key; }
  };

  const Rollout &m_rollout;
  std::vector<std::priority_queue<Seat>> m_taken; ///< by wave; only of limited ones, the host that must leave first on top
  std::vector<Kinds> m_counts;
};

} // namespace acsgate
