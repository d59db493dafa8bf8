#include "rollouts.hpp"

#include <array>

using namespace rollouts;

namespace {

std::vector<PlannedHost> plan(const Rollout &rollout, std::size_t hosts) {
  std::vector<PlannedHost> planned;
  for (std::size_t index = 0; index < hosts; ++index) {
    const std::string name = "SRV" + std::to_string(index);
    const auto place = place_of(rollout.salt, name);
    planned.push_back({.key = name, .place = place, .fits = fitting_waves(rollout, {name, name, "", nullptr}, place)});
  }
  assign_waves(rollout, planned);
  return planned;
}

} // namespace

TEST_CASE("a place is what the README says it is") {
  // printf '%s\n%s' 2026-autumn WEB01 | sha256sum | cut -c1-8
  CHECK(place_of("2026-autumn", "WEB01") == 0xb2b27013U);
}

TEST_CASE("shares of 100,000 names are right within half a point, and smaller ones lie inside larger ones") {
  static constexpr std::array<Share, 6> k_shares{500'000, 1'000'000, 5'000'000, 10'000'000, 50'000'000, 100'000'000};
  std::array<std::size_t, 6> counts{};
  for (int index = 0; index < 100'000; ++index) {
    const auto place = place_of("salt", "HOST-" + std::to_string(index));
    bool inside = false;
    for (std::size_t share = 0; share < k_shares.size(); ++share) {
      CHECK((!inside || is_within(place, k_shares[share])));
      inside = is_within(place, k_shares[share]);
      counts[share] += inside ? 1 : 0;
    }
    CHECK(inside); // 100 % is everybody
  }
  for (std::size_t share = 0; share < k_shares.size(); ++share) {
    CHECK(static_cast<double>(counts[share]) / 1000.0 == Approx(static_cast<double>(k_shares[share]) / 1e6).margin(0.5));
  }
}

TEST_CASE("the first wave that fits and has room takes a host, whatever the order of the hosts") {
  const Rollout rollout =
      load("waves:\n  - {name: small, up_to_percent: 50, max_hosts: 10}\n  - {name: web, match: {name: \"SRV1*\"}}\n"
           "  - {name: half, up_to_percent: 60}\n");
  auto planned = plan(rollout, 1000);
  std::array<std::size_t, 4> counts{};
  for (const PlannedHost &host : planned) {
    ++counts.at(static_cast<std::size_t>(host.wave + 1));
    if (host.wave == 0) {
      CHECK(host.place < 0x80000000U);
    }
    if (host.wave == 1) {
      CHECK(host.key.starts_with("SRV1"));
    }
    CHECK_FALSE(why_there(rollout, host).empty());
  }
  CHECK(counts[1] == 10);
  CHECK(counts[0] > 300);
  std::vector<PlannedHost> turned(planned.rbegin(), planned.rend());
  assign_waves(rollout, turned);
  for (std::size_t index = 0; index < planned.size(); ++index) {
    CHECK(turned[planned.size() - 1 - index].wave == planned[index].wave);
  }
}

TEST_CASE("patterns") {
  CHECK(matches_pattern("DB*", "db01", true));
  CHECK_FALSE(matches_pattern("DB*", "db01", false));
  CHECK(matches_pattern("*.example.??", "a.b.example.jp", true));
  CHECK_FALSE(matches_pattern("?", "ab", true));
  CHECK(matches_pattern("?", "\xE6\x97\xA5", true));
  CHECK(matches_pattern("a*b*c", "aXbXbc", true));
  CHECK_FALSE(matches_pattern("a*b*c", "aXbX", true));
  HostMatch match;
  match.labels = {{"ring", "canary"}};
  const std::vector<std::pair<std::string, std::string>> labels{{"ring", "canary"}};
  CHECK(match.matches({"1", "a", "", &labels}));
  CHECK_FALSE(match.matches({"1", "a", "", nullptr}));
  match.fqdn = "*";
  CHECK_FALSE(match.matches({"1", "a", "", &labels})); // what a host does not say matches nothing
}
