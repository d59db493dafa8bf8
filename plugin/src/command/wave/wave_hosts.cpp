#include "command/wave/wave_hosts.hpp"

#include "base/log.hpp"
#include "command/host_files.hpp"
#include "rollout/wave_plan.hpp"

#include <algorithm>
#include <numeric>

namespace acsgate {

namespace {

constexpr std::size_t k_named_hosts = 100;
constexpr std::size_t k_hosts_an_event = 1'000;

} // namespace

bool WaveHosts::read(const std::vector<std::string> &files, const OnHost &on_host) {
  std::size_t nameless = 0;
  HostFiles hosts;
  const auto read = hosts.read(files, [&](const Facts &facts) {
    LedgerHost host;
    host.name = facts.host.name;
    host.fqdn = facts.host.fqdn;
    for (const auto &[label, value] : facts.host.labels) {
      host.labels.emplace_back(label, value);
    }
    host.key = host_key({facts.host.id, host.name, host.fqdn, nullptr});
    if (host.key.empty()) {
      ++nameless;
      return;
    }
    const Rollout &rollout = m_bound.rollout();
    host.place = place_of(rollout.salt, host.key);
    host.ready = judge_readiness(m_bound.policy.policy, *m_bound.product, rollout, facts, host.identity(), m_now);
    on_host(std::move(host));
  });
  if (!read) {
    fail(read.error(), ExitProfile::standard);
    return false;
  }
  if (nameless > 0) {
    report_error(std::to_string(nameless) + " documents name no host; give each an id or a name");
  }
  return hosts.finish(ExitProfile::standard) == 0 && nameless == 0;
}

bool report_duplicates(const std::vector<std::string_view> &keys, const std::vector<std::string_view> &names) {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::size_t index) { return keys[index]; });
  std::size_t found = 0;
  for (std::size_t at = 1; at < order.size(); ++at) {
    if (keys[order[at]] != keys[order[at - 1]] || (at > 1 && keys[order[at]] == keys[order[at - 2]])) {
      continue;
    }
    if (++found <= k_named_hosts) {
      report_error("host id \"" + printable(keys[order[at]], 80) + "\" stands there twice (\"" +
                   printable(names[order[at - 1]], 80) + "\", \"" + printable(names[order[at]], 80) +
                   "\"); unite the documents with acsgate facts merge, or give cloned hosts ids of their own");
    }
  }
  if (found > k_named_hosts) {
    report_error("and " + std::to_string(found - k_named_hosts) + " more");
  }
  return found > 0;
}

std::vector<Event> host_events(const std::vector<const LedgerHost *> &hosts, Timestamp now) {
  std::vector<Event> events;
  for (std::size_t index = 0; index < hosts.size(); ++index) {
    if (index % k_hosts_an_event == 0) {
      events.push_back({.kind = "hosts", .at = now, .data = {{"hosts", nlohmann::json::array()}}});
    }
    events.back().data["hosts"].push_back(host_record(*hosts[index]));
  }
  return events;
}

} // namespace acsgate
