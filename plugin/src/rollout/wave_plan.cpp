#include "rollout/wave_plan.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "rollout/rollout_values.hpp"

#include <algorithm>
#include <charconv>

namespace acsgate {

namespace {

constexpr std::size_t k_place_digits = 8;

std::uint64_t bit(std::size_t wave) { return std::uint64_t(1) << wave; }

std::string hundredths(std::uint32_t place) {
  const std::uint64_t share = (std::uint64_t(place) * 10'000) >> 32U;
  const std::string decimals = std::to_string(share % 100);
  return std::to_string(share / 100) + '.' + (decimals.size() < 2 ? "0" : "") + decimals;
}

} // namespace

std::uint32_t place_of(std::string_view salt, std::string_view id) {
  std::string text;
  text.reserve(salt.size() + 1 + id.size());
  text.append(salt).append(1, '\n').append(id);
  const std::string digest = sha256_hex(text);
  std::uint32_t place = 0;
  std::from_chars(digest.data(), digest.data() + std::min(digest.size(), k_place_digits), place, 16);
  return place;
}

bool is_within(std::uint32_t place, Share share) { return std::uint64_t(place) * k_whole < (share << 32U); }

std::string host_key(const HostIdentity &host) {
  return !host.id.empty() ? std::string(host.id) : lower_ascii(host.fqdn.empty() ? host.name : host.fqdn);
}

std::uint64_t fitting_waves(const Rollout &rollout, const HostIdentity &host, std::uint32_t place) {
  std::uint64_t fits = 0;
  for (std::size_t index = 0; index < rollout.waves.size(); ++index) {
    const Wave &wave = rollout.waves[index];
    if ((!wave.up_to || is_within(place, *wave.up_to)) && (!wave.match || wave.match->matches(host))) {
      fits |= bit(index);
    }
  }
  return fits;
}

void assign_waves(const Rollout &rollout, std::span<PlannedHost> hosts) {
  for (PlannedHost &host : hosts) {
    host.wave = -1;
  }
  std::vector<PlannedHost *> candidates;
  for (std::size_t index = 0; index < rollout.waves.size(); ++index) {
    candidates.clear();
    const auto &room = rollout.waves[index].max_hosts;
    for (PlannedHost &host : hosts) {
      if (host.wave >= 0 || (host.fits & bit(index)) == 0) {
        continue;
      }
      if (room) {
        candidates.push_back(&host);
      } else {
        host.wave = static_cast<std::int8_t>(index);
      }
    }
    std::ranges::sort(candidates, {},
                      [](const PlannedHost *host) { return std::pair(host->place, std::string_view(host->key)); });
    candidates.resize(std::min<std::size_t>(candidates.size(), room.value_or(0)));
    for (PlannedHost *host : candidates) {
      host->wave = static_cast<std::int8_t>(index);
    }
  }
}

std::string why_there(const Rollout &rollout, const PlannedHost &host) {
  if (host.wave < 0 && host.fits == 0) {
    return "no wave fits it (place " + hundredths(host.place) + " %)";
  }
  std::string why;
  const auto last = host.wave < 0 ? rollout.waves.size() : static_cast<std::size_t>(host.wave);
  if (last < rollout.waves.size()) {
    const Wave &wave = rollout.waves[last];
    why = wave.match ? wave.match->text() : "";
    if (wave.up_to) {
      why += (why.empty() ? "" : "; ") + ("within the first " + percent_text(*wave.up_to)) + " % (place " +
             hundredths(host.place) + " %)";
    }
  }
  for (std::size_t index = 0; index < last; ++index) {
    if ((host.fits & bit(index)) != 0) {
      why += (why.empty() ? "wave " : "; wave ") + printable(rollout.waves[index].name, 80) + " is full";
    }
  }
  return why;
}

} // namespace acsgate
