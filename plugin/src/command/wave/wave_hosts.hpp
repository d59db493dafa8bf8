#pragma once

#include "command/wave/wave_options.hpp"

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

namespace acsgate {

/// Reads the hosts of fleet files for a rollout and asks the gate about each. Names what can't be read and hosts without a name;
/// none of those reaches `on_host`.
class WaveHosts {
public:
  using OnHost = std::function<void(LedgerHost)>;

  WaveHosts(const BoundRollout &bound, Timestamp now) : m_bound(bound), m_now(now) {}
  /// False where something was wrong, which has been reported then.
  [[nodiscard]] bool read(const std::vector<std::string> &files, const OnHost &on_host);

private:
  const BoundRollout &m_bound;
  Timestamp m_now;
};

/// Reports every key that two of the hosts have. `names` has the same order as `keys`.
[[nodiscard]] bool report_duplicates(const std::vector<std::string_view> &keys, const std::vector<std::string_view> &names);

/// What `hosts` events say of these hosts: in groups, so that no event grows without bounds.
[[nodiscard]] std::vector<Event> host_events(const std::vector<const LedgerHost *> &hosts, Timestamp now);

} // namespace acsgate
