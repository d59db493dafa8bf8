#include "fleet/mend.hpp"

#include "base/text.hpp"
#include "facts/package_identity.hpp"
#include "gate/platform.hpp"

#include <algorithm>

namespace acsgate {

namespace {

const Platform *platform_with_floor(const Policy &policy, const OsFacts &os) {
  const PlatformMatch match = match_platform(policy, os);
  if (!match.index || policy.platforms[*match.index].capability != Capability::floor) {
    return nullptr;
  }
  return &policy.platforms[*match.index];
}

/// The number of a package that is named after its KB, or 0.
Kb kb_of(FactText package) {
  unsigned long kb = 0;
  const bool named = package.starts_with(k_kb_package) && parse_decimal(package.substr(k_kb_package.size()), 9'999'999UL, kb);
  return named ? static_cast<Kb>(kb) : 0;
}

} // namespace

MendedFacts::MendedFacts(const Policy &policy, const Product &product, const Facts &facts, Remedies remedies) : m_facts(facts) {
  const Platform *platform = platform_with_floor(policy, facts.os);
  if (has(remedies, Remedies::restart)) {
    restart(policy, platform);
  }
  if (has(remedies, Remedies::update) && platform != nullptr) {
    update(*platform);
  }
  if (has(remedies, Remedies::root)) {
    trust_roots(policy, product);
  }
}

void MendedFacts::raise_revision(std::uint32_t ubr) {
  if (m_facts.os.ubr) {
    m_facts.os.ubr = std::max(*m_facts.os.ubr, ubr);
  }
}

void MendedFacts::list_hotfix(Kb kb) {
  if (m_facts.updates.hotfixes) {
    m_facts.updates.hotfixes->push_back(kb);
  }
}

void MendedFacts::restart(const Policy &policy, const Platform *platform) {
  if (m_facts.reboot.ok() && m_facts.reboot.pending) {
    m_facts.reboot.pending->clear();
  }
  if (!m_facts.updates.ok() || !m_facts.updates.packages) {
    return;
  }
  for (PackageFact &package : *m_facts.updates.packages) {
    if (package.state == PackageState::install_pending) {
      settle_package(policy, platform, package);
    }
  }
}

void MendedFacts::settle_package(const Policy &policy, const Platform *platform, PackageFact &package) {
  package.state = PackageState::installed;
  if (platform == nullptr) {
    return;
  }
  if (package.name == k_rollup_package) {
    const auto version = parse_rollup_version(package.version);
    if (!version || version->build != platform->build) {
      return;
    }
    raise_revision(version->ubr);
    for (const Update &row : policy.updates) {
      if (row.build == version->build && row.ubr == version->ubr) {
        list_hotfix(row.kb);
      }
    }
  } else if (const Kb kb = kb_of(package.name); kb != 0) {
    list_hotfix(kb);
    if (std::ranges::binary_search(platform->rollup_proofs, kb)) {
      raise_revision(platform->min_ubr);
    }
  }
}

void MendedFacts::update(const Platform &platform) {
  raise_revision(platform.min_ubr);
  if (!m_facts.updates.ok()) {
    return;
  }
  if (!platform.proof_kb.empty()) {
    list_hotfix(platform.proof_kb.front());
  }
  if (m_facts.updates.packages) {
    m_rollup_version = std::to_string(platform.build) + '.' + std::to_string(platform.min_ubr) + ".1.0";
    m_facts.updates.packages->push_back({k_rollup_package, m_rollup_version, PackageState::installed});
  }
}

void MendedFacts::trust_roots(const Policy &policy, const Product &product) {
  for (const std::size_t index : product.requires_) {
    const Requirement &requirement = policy.requirements[index];
    if (requirement.kind != RequirementKind::root_certificate || !m_facts.roots.ok()) {
      continue;
    }
    if (m_facts.roots.present) {
      m_facts.roots.present->push_back(requirement.sha1.size != 0 ? requirement.sha1 : requirement.sha256);
    }
    if (m_facts.roots.disallowed) {
      std::erase_if(*m_facts.roots.disallowed, [&](const Thumbprint &thumbprint) {
        return thumbprint == requirement.sha1 || thumbprint == requirement.sha256;
      });
    }
  }
}

MendTable mend_table(const Policy &policy, const Product &product, const Facts &facts, const Exceptions &exceptions,
                     Timestamp now) {
  unsigned table = 0;
  for (unsigned set = 0; set <= static_cast<unsigned>(Remedies::all); ++set) {
    const MendedFacts mended(policy, product, facts, static_cast<Remedies>(set));
    if (evaluate(policy, product, mended.facts(), {}, exceptions, now).decision == Decision::acs) {
      table |= 1U << set;
    }
  }
  return static_cast<MendTable>(table);
}

} // namespace acsgate
