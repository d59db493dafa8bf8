#include "fleet/blockers.hpp"

#include "gate/name.hpp"
#include "gate/words.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

/// Reasons that belong to no requirement and keep a host from ACS builds.
constexpr std::array k_host_blockers{Code::gate_halted, Code::clock_implausible, Code::facts_stale, Code::facts_from_future,
                                     Code::os_family_unknown};

bool needs_esu(const Policy &policy, const Requirement &requirement, const RequirementVerdict &judged,
               std::optional<std::size_t> platform) {
  return requirement.kind == RequirementKind::update && judged.status == Status::fail && platform &&
         !policy.platforms[*platform].esu.empty() && !judged.codes.has(Code::reboot_would_qualify);
}

} // namespace

void Blockers::add(const Facts &facts, const Verdict &verdict) {
  for (const Code code : k_host_blockers) {
    if (verdict.codes.has(code)) {
      ++m_codes[code];
    }
  }
  for (std::size_t index = 0; index < verdict.requirement_count; ++index) {
    const RequirementVerdict &judged = verdict.requirements.at(index);
    if (judged.status != Status::fail && judged.status != Status::unknown) {
      continue;
    }
    Count &count = m_counts[{index, verdict.platform, judged.status, judged.codes.bits()}];
    ++count.hosts;
    if (needs_esu(m_policy, m_policy.requirements[m_product.requires_[index]], judged, verdict.platform)) {
      const bool read = facts.esu.ok() && facts.esu.licensed.has_value();
      count.esu_unread += read ? 0 : 1;
      count.esu_missing += read && !facts.esu.licensed.value_or(false) ? 1 : 0;
    }
  }
}

Remedy Blockers::remedy_for(const Key &key, Language language) const {
  const auto &[index, platform, status, bits] = key;
  const Requirement &requirement = m_policy.requirements[m_product.requires_[index]];
  const RequirementVerdict judged{.status = status, .effect = {}, .codes = CodeSet(bits), .decided_by = {}};
  Verdict verdict;
  verdict.platform = platform;
  const Facts nothing;
  const Subject subject{verdict, m_policy, m_product, nothing, {}, {}, language, {}};
  return remedy_of(subject, requirement, judged).value_or(Remedy());
}

std::vector<Blocker> Blockers::ranking(Language language) const {
  std::vector<Blocker> ranking;
  for (const auto &[key, count] : m_counts) {
    Blocker blocker{.requirement = m_policy.requirements[m_product.requires_[std::get<0>(key)]].id,
                    .code = {},
                    .status = std::get<Status>(key),
                    .remedy = remedy_for(key, language)};
    const auto same = std::ranges::find_if(ranking, [&](const Blocker &known) {
      return known.requirement == blocker.requirement && known.status == blocker.status &&
             known.remedy.text == blocker.remedy.text;
    });
    Blocker &target = same == ranking.end() ? ranking.emplace_back(std::move(blocker)) : *same;
    target.hosts += count.hosts;
    target.esu_missing += count.esu_missing;
    target.esu_unread += count.esu_unread;
  }
  for (const auto &[code, hosts] : m_codes) {
    ranking.push_back(
        {.requirement = {}, .code = std::string(name_of(code)), .status = Status::unknown, .remedy = {}, .hosts = hosts});
  }
  std::ranges::stable_sort(ranking, std::ranges::greater(), &Blocker::hosts);
  return ranking;
}

} // namespace acsgate
