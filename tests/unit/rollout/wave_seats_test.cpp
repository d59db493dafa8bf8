#include "rollouts.hpp"

#include "rollout/wave_seats.hpp"

#include <algorithm>
#include <random>

using namespace rollouts;

namespace {

/// Seats the hosts one by one, in an order of chance, and compares with what assign_waves makes of all of them.
void compare(const Rollout &rollout, std::size_t hosts, unsigned seed) {
  std::vector<PlannedHost> planned;
  for (std::size_t index = 0; index < hosts; ++index) {
    const std::string name = "SRV" + std::to_string(index);
    const std::vector<std::pair<std::string, std::string>> labels{{"ring", index % 3 == 0 ? "canary" : "broad"}};
    const auto place = place_of(rollout.salt, name);
    planned.push_back({.key = name, .place = place, .fits = fitting_waves(rollout, {name, name, "", &labels}, place)});
  }
  std::ranges::shuffle(planned, std::mt19937(seed));
  WaveSeats seats(rollout);
  for (std::size_t index = 0; index < planned.size(); ++index) {
    seats.add(planned[index].key, planned[index].place, planned[index].fits, planned[index].key.size() % 2 == 0 ? 1 : 0);
  }
  assign_waves(rollout, planned);
  std::vector<WaveSeats::Kinds> counts(rollout.waves.size() + 1);
  for (const PlannedHost &host : planned) {
    CHECK(seats.wave_of(host.key, host.place, host.fits) == host.wave);
    ++counts.at(host.wave < 0 ? rollout.waves.size() : static_cast<std::size_t>(host.wave)).at(host.key.size() % 2 == 0 ? 1 : 0);
  }
  CHECK(seats.counts() == counts);
}

} // namespace

TEST_CASE("hosts that are seated one by one end where assign_waves has them") {
  const Rollout limited = load("waves:\n"
                               "  - {name: a, match: {labels: {ring: canary}}, max_hosts: 7}\n"
                               "  - {name: b, up_to_percent: 40, max_hosts: 20}\n"
                               "  - {name: c, match: {labels: {ring: canary}}, max_hosts: 5}\n"
                               "  - {name: d, up_to_percent: 80}\n"
                               "salt: s\n");
  const Rollout open = load("waves:\n  - {name: a, up_to_percent: 10}\n  - {name: b, up_to_percent: 100}\nsalt: s\n");
  for (unsigned seed = 1; seed <= 5; ++seed) {
    compare(limited, 200, seed);
    compare(limited, 10, seed);
    compare(open, 100, seed);
  }
  CHECK(WaveSeats(limited).is_limited());
  CHECK_FALSE(WaveSeats(open).is_limited());
}
