#include "fleet/what_if.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace acsgate {

namespace {

constexpr std::array<Remedies, 3> k_remedies{Remedies::update, Remedies::root, Remedies::restart};

bool any_of(const std::vector<Kb> &wanted, const std::vector<Kb> &named) {
  return std::ranges::any_of(named, [&](Kb kb) { return std::ranges::find(wanted, kb) != wanted.end(); });
}

/// Two steps that together are more than each alone can be: updates of two platforms never meet on one host.
bool worth_pairing(const Step &left, const Step &right) { return left.remedy != right.remedy; }

/// The step with every step of another kind, where it is an update or none is left.
std::vector<Step> all_kinds(const std::vector<Step> &left, const Step &first) {
  std::vector<Step> steps{first};
  std::ranges::copy_if(left, std::back_inserter(steps),
                       [&](const Step &step) { return step.remedy != Remedies::update && step.remedy != first.remedy; });
  return steps;
}

} // namespace

void WhatIf::add(std::optional<std::size_t> platform, MendTable table) {
  ++m_blocked;
  ++m_hosts[{platform, table}];
}

std::uint64_t WhatIf::beyond() const {
  std::uint64_t count = 0;
  for (const auto &[key, hosts] : m_hosts) {
    count += helps(key.second, Remedies::all) ? 0 : hosts;
  }
  return count;
}

std::uint64_t WhatIf::unblocked(const std::vector<Step> &steps) const {
  std::uint64_t count = 0;
  for (const auto &[key, hosts] : m_hosts) {
    Remedies set = Remedies::none;
    for (const Step &step : steps) {
      const bool here = step.kb.empty() || (key.first && m_policy.platforms[*key.first].proof_kb == step.kb);
      set = here ? set | step.remedy : set;
    }
    count += helps(key.second, set) ? hosts : 0;
  }
  return count;
}

std::vector<Step> WhatIf::updates(const std::vector<Kb> &kb) const {
  std::vector<Step> steps;
  for (const auto &[key, hosts] : m_hosts) {
    if (!key.first || m_policy.platforms[*key.first].capability != Capability::floor) {
      continue;
    }
    const Step step{Remedies::update, m_policy.platforms[*key.first].proof_kb};
    if (!step.kb.empty() && (kb.empty() || any_of(kb, step.kb)) && std::ranges::find(steps, step) == steps.end()) {
      steps.push_back(step);
    }
  }
  return steps;
}

std::vector<Unblocked> WhatIf::ranking(Remedies remedies, const std::vector<Kb> &kb) const {
  std::vector<Step> all;
  std::vector<Step> steps;
  for (const Remedies remedy : k_remedies) {
    if (has(remedies, remedy) && (remedy != Remedies::update || kb.empty())) {
      all.push_back({remedy, {}});
    }
  }
  if (has(remedies, Remedies::update)) {
    steps = updates(kb);
  }
  steps.insert(steps.begin(), all.begin(), all.end());
  std::vector<Unblocked> rows;
  const auto add = [&](std::vector<Step> row) {
    const std::uint64_t hosts = unblocked(row);
    if (hosts > 0) {
      rows.push_back({std::move(row), hosts});
    }
  };
  for (std::size_t left = 0; left < steps.size(); ++left) {
    add({steps[left]});
    for (std::size_t right = left + 1; right < steps.size(); ++right) {
      const bool named = !steps[left].kb.empty() || !steps[right].kb.empty();
      const std::uint64_t alone = named ? std::max(unblocked({steps[left]}), unblocked({steps[right]})) : 0;
      if (worth_pairing(steps[left], steps[right]) && unblocked({steps[left], steps[right]}) > alone) {
        add({steps[left], steps[right]});
      }
    }
  }
  if (all.size() > 2) {
    add(all);
  }
  std::ranges::stable_sort(rows, [](const Unblocked &left, const Unblocked &right) {
    return left.hosts != right.hosts ? left.hosts > right.hosts : left.steps.size() < right.steps.size();
  });
  return rows;
}

std::vector<WayStep> WhatIf::way(Remedies remedies, const std::vector<Kb> &kb) const {
  std::vector<Step> left;
  if (has(remedies, Remedies::update)) {
    left = updates(kb);
  }
  for (const Remedies remedy : {Remedies::root, Remedies::restart}) {
    if (has(remedies, remedy)) {
      left.push_back({remedy, {}});
    }
  }
  std::vector<WayStep> way;
  std::vector<Step> done;
  std::uint64_t total = 0;
  while (!left.empty()) {
    WayStep best;
    const auto consider = [&](std::vector<Step> steps) {
      std::vector<Step> then = done;
      then.insert(then.end(), steps.begin(), steps.end());
      const std::uint64_t hosts = unblocked(then);
      if (hosts > total && hosts - total > best.gain) {
        best = {.steps = std::move(steps), .gain = hosts - total, .total = hosts};
      }
    };
    for (const Step &step : left) {
      consider({step});
    }
    for (std::size_t first = 0; best.gain == 0 && first < left.size(); ++first) {
      for (std::size_t second = first + 1; second < left.size(); ++second) {
        consider({left[first], left[second]});
      }
    }
    for (std::size_t first = 0; best.gain == 0 && first < left.size(); ++first) {
      consider(all_kinds(left, left[first]));
    }
    if (best.gain == 0) {
      break;
    }
    total = best.total;
    for (const Step &step : best.steps) {
      std::erase(left, step);
      done.push_back(step);
    }
    way.push_back(std::move(best));
  }
  return way;
}

} // namespace acsgate
