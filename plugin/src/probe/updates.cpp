#include "probe/sources.hpp"

#include "base/text.hpp"
#include "facts/fact_values.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_hotfixes = 10000; ///< as many as a facts document may have

/// Whether the build's revision leaves open that the host has the update. No update at all: ESU may be the way to one.
bool update_is_open(const Platform &row, const OsFacts &os) {
  return row.capability == Capability::never || (row.capability == Capability::floor && (!os.ubr || *os.ubr < row.min_ubr));
}

} // namespace

Questions open_questions(const Policy &policy, const Facts &facts) {
  Questions questions;
  if (!facts.os.ok() || !facts.os.build) {
    return questions; // then no list decides anything
  }
  const auto rows = std::ranges::equal_range(policy.platforms, *facts.os.build, {}, &Platform::build);
  for (const Platform &row : rows) {
    if (!update_is_open(row, facts.os)) {
      continue;
    }
    const bool list_decides = !facts.os.ubr || !row.security_only_proofs.empty() || !facts.updates.ok();
    questions.hotfixes = questions.hotfixes || (row.capability == Capability::floor && list_decides);
    for (const EsuProgramme &programme : policy.esu_programmes) {
      if (std::ranges::find(row.esu, programme.id) != row.esu.end()) {
        questions.activation_ids.insert(questions.activation_ids.end(), programme.activation_ids.begin(),
                                        programme.activation_ids.end());
      }
    }
  }
  return questions;
}

void add_hotfixes(const ProbeRead<std::vector<std::string>> &ids, OwnedFacts &host) {
  UpdateFacts &updates = host.facts.updates;
  std::vector<Kb> hotfixes;
  if (ids.ok()) {
    for (const std::string &id : ids.value) {
      if (const auto kb = parse_kb(trimmed(id))) { // `File 1` and the like stand for hotfixes of old
        hotfixes.push_back(*kb);
      }
    }
    std::ranges::sort(hotfixes);
    hotfixes.erase(std::ranges::unique(hotfixes).begin(), hotfixes.end());
  }
  const bool usable = ids.ok() && hotfixes.size() <= k_max_hotfixes;
  const std::string said = usable ? std::string(k_wmi) : failed_source(k_wmi, ids.ok() ? ReadStatus::error : ids.status);
  updates.source = host.keep(std::string(updates.source) + (updates.source.empty() ? "" : ", ") + said);
  if (usable) {
    updates.status = GroupStatus::ok; // the packages are set only if they were read
    updates.hotfixes = std::move(hotfixes);
  }
}

void add_licences(const ProbeRead<std::vector<Licence>> &licences, const Policy &policy, OwnedFacts &host) {
  EsuFacts &esu = host.facts.esu;
  if (!licences.ok()) {
    fail_group(host, esu, licences.status, failed_source(k_wmi, licences.status));
    return;
  }
  esu.status = GroupStatus::ok;
  esu.source = k_wmi;
  esu.licensed = false;
  for (const EsuProgramme &programme : policy.esu_programmes) {
    const bool licensed = std::ranges::any_of(licences.value, [&](const Licence &licence) {
      return licence.licensed && std::ranges::any_of(programme.activation_ids, [&](const std::string &id) {
               return lower_ascii(id) == licence.activation_id;
             });
    });
    if (licensed) {
      esu.licensed = true;
      esu.products.push_back(host.keep(programme.id));
    }
  }
}

} // namespace acsgate
