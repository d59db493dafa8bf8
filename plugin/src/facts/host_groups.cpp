#include "facts/host_groups.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

bool can_be_same(const std::string &left, const std::string &right) { return left.empty() || right.empty() || left == right; }

} // namespace

std::optional<std::size_t> HostGroups::place(const HostFacts &host) {
  const std::string id = lower_ascii(host.id);
  const std::string fqdn = lower_ascii(host.fqdn);
  std::string name = lower_ascii(host.name.empty() ? host.fqdn.substr(0, host.fqdn.find('.')) : host.name);
  if (id.empty() && name.empty()) {
    return std::nullopt;
  }
  std::size_t group = m_groups.size();
  if (const auto known = m_by_id.find(id); !id.empty() && known != m_by_id.end()) {
    group = known->second;
  } else if (!name.empty()) {
    const auto &namesakes = m_by_name[name];
    const auto fits = [&](std::size_t other) {
      return can_be_same(m_groups[other].id, id) && can_be_same(m_groups[other].fqdn, fqdn);
    };
    const auto first = std::ranges::find_if(namesakes, fits);
    const bool several = first != namesakes.end() && std::find_if(first + 1, namesakes.end(), fits) != namesakes.end();
    if (several || (id.empty() && namesakes.size() >= k_max_namesakes)) {
      return std::nullopt;
    }
    if (first != namesakes.end()) {
      group = *first;
      const bool by_name = fqdn.empty() || m_groups[group].fqdn != fqdn;
      m_groups[group].joined_by_name |= by_name;
      m_groups[group].doubtful |= by_name && namesakes.size() > 1;
    }
  }
  if (group == m_groups.size()) {
    m_groups.emplace_back();
  }
  Known &known = m_groups[group];
  if (known.id.empty() && !id.empty()) {
    known.id = id;
    m_by_id.emplace(id, group);
  }
  if (known.fqdn.empty()) {
    known.fqdn = fqdn;
  }
  if (!name.empty()) {
    add_name(std::move(name), group);
  }
  return group;
}

void HostGroups::add_name(std::string name, std::size_t group) {
  auto &namesakes = m_by_name[std::move(name)];
  if (namesakes.size() >= k_max_namesakes || std::ranges::find(namesakes, group) != namesakes.end()) {
    return; // from two on, all that came together by name are doubtful already
  }
  namesakes.push_back(group);
  if (namesakes.size() > 1) {
    for (const std::size_t namesake : namesakes) {
      m_groups[namesake].doubtful |= m_groups[namesake].joined_by_name;
    }
  }
}

} // namespace acsgate
