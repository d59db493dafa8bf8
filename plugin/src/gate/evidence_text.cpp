#include "base/hex.hpp"
#include "gate/update_evidence.hpp"
#include "gate/words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_listed_kbs = 5;

/// Where a group was read, or why it was not.
std::string source_of(const Subject &subject, const Group &group) {
  std::string source(group.source.empty() ? subject.facts.source : group.source);
  if (!group.ok()) {
    source += (source.empty() ? "" : ", ") + status_text(group);
  }
  return source;
}

std::string upper_hex(const Thumbprint &thumbprint) {
  std::string text = hex_of(std::span(thumbprint.bytes).first(thumbprint.size));
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

/// The newest few: what a person needs to find the update in question again.
std::string newest(std::vector<Kb> kbs) {
  std::ranges::sort(kbs, std::greater());
  std::string text;
  for (std::size_t index = 0; index < std::min(kbs.size(), k_listed_kbs); ++index) {
    text += (index == 0 ? "" : ", ") + kb_text(kbs[index]);
  }
  return kbs.size() > k_listed_kbs ? text + ", ... (" + std::to_string(kbs.size()) + ")" : text;
}

class UpdateEvidence {
public:
  UpdateEvidence(const Subject &subject, const Platform &platform, const RequirementVerdict &verdict)
      : m_subject(subject), m_platform(platform), m_verdict(verdict), m_findings(find_updates(platform, subject.facts.updates)) {}

  [[nodiscard]] std::vector<Evidence> list() {
    const Facts &facts = m_subject.facts;
    if (m_platform.capability != Capability::floor) {
      return {
          {.fact = "os.build", .value = std::int64_t{m_platform.build}, .needed = {}, .source = source_of(m_subject, facts.os)}};
    }
    const std::string at_floor = ">= " + revision_text(m_platform.build, m_platform.min_ubr);
    if (facts.os.ubr || m_verdict.status == Status::unknown) {
      add(EvidenceSource::ubr, "os.ubr", facts.os.ubr ? Value(std::int64_t{*facts.os.ubr}) : Value(),
          ">= " + std::to_string(m_platform.min_ubr), facts.os);
    }
    const auto package = m_findings.installed_rollup_ubr ? m_findings.installed_rollup_ubr : m_findings.pending_rollup_ubr;
    if (package) {
      add(EvidenceSource::rollup_package, "updates.packages",
          "Package_for_RollupFix " + revision_text(m_platform.build, *package), at_floor, facts.updates);
    }
    if (const Kb kb = std::max(m_findings.installed_proof_package, m_findings.pending_proof_package); kb != 0) {
      add(EvidenceSource::rollup_package, "updates.packages", "Package_for_" + kb_text(kb), kb_text(kb), facts.updates);
    }
    if (const Value list = list_value(); list != Value() || m_verdict.status == Status::unknown) {
      add(EvidenceSource::hotfix, "updates.hotfixes", list, kb_alternatives(m_platform.proof_kb, m_subject.language) + later(),
          facts.updates);
    }
    return std::move(m_list);
  }

private:
  using Value = decltype(Evidence::value);

  /// The KB that tells, else the newest few; nothing where the list was not read.
  [[nodiscard]] Value list_value() const {
    const UpdateFacts &updates = m_subject.facts.updates;
    if (!updates.ok() || !updates.hotfixes) {
      return {};
    }
    const Kb telling = m_findings.list_proof != 0 ? m_findings.list_proof : m_findings.beyond_horizon;
    return telling != 0 ? kb_text(telling) : newest(*updates.hotfixes);
  }

  /// A pass shows what decided it; everything else shows all that was looked at.
  void add(EvidenceSource source, std::string fact, Value value, std::string needed, const Group &group) {
    if (m_verdict.status != Status::pass || m_verdict.decided_by == source) {
      m_list.push_back({std::move(fact), std::move(value), std::move(needed), source_of(m_subject, group)});
    }
  }

  [[nodiscard]] std::string later() const {
    return m_subject.language == Language::ja ? "、またはそれ以降の累積更新プログラム" : " or a later cumulative update";
  }

  const Subject &m_subject;
  const Platform &m_platform;
  const RequirementVerdict &m_verdict;
  UpdateFindings m_findings;
  std::vector<Evidence> m_list;
};

std::vector<Evidence> root_evidence(const Subject &subject, const Requirement &requirement, const RequirementVerdict &verdict) {
  const RootFacts &roots = subject.facts.roots;
  const std::string thumbprint = upper_hex(requirement.sha1);
  Evidence evidence{.fact = "roots.present", .value = {}, .needed = thumbprint, .source = source_of(subject, roots)};
  if (verdict.codes.has(Code::cert_root_disallowed)) {
    evidence.fact = "roots.disallowed";
    evidence.value = thumbprint;
    evidence.needed = subject.language == Language::ja ? "含まれないこと" : "not listed";
  } else if (verdict.codes.has(Code::cert_root_present)) {
    evidence.value = thumbprint;
  } else if (verdict.codes.has(Code::cert_disallowed_unreadable)) {
    evidence.fact = "roots.disallowed";
  } else if (roots.ok() && roots.present) {
    evidence.value = subject.language == Language::ja ? "なし (証明書 " + std::to_string(roots.present->size()) + " 件中)"
                                                      : "not among " + std::to_string(roots.present->size()) + " certificates";
  }
  return {std::move(evidence)};
}

std::vector<Evidence> reboot_evidence(const Subject &subject, const Requirement &requirement) {
  const RebootFacts &reboot = subject.facts.reboot;
  Evidence evidence{.fact = "reboot.pending", .value = {}, .needed = {}, .source = source_of(subject, reboot)};
  const bool ja = subject.language == Language::ja;
  evidence.needed = (ja ? "次のいずれでもないこと: " : "none of ") + list_text(requirement.signals);
  if (reboot.ok() && reboot.pending) {
    evidence.value = reboot.pending->empty() ? std::string(ja ? "なし" : "none") : list_text(*reboot.pending);
  }
  return {std::move(evidence)};
}

} // namespace

std::vector<Evidence> evidence_of(const Subject &subject, const Requirement &requirement, const RequirementVerdict &verdict) {
  switch (requirement.kind) {
  case RequirementKind::root_certificate:
    return root_evidence(subject, requirement, verdict);
  case RequirementKind::no_pending_reboot:
    return reboot_evidence(subject, requirement);
  case RequirementKind::update:
    break;
  }
  if (const Platform *platform = subject.platform()) {
    return UpdateEvidence(subject, *platform, verdict).list();
  }
  const OsFacts &os = subject.facts.os;
  return {{.fact = "os.build",
           .value = os.ok() && os.build ? decltype(Evidence::value)(std::int64_t{*os.build}) : decltype(Evidence::value)(),
           .needed = subject.language == Language::ja ? "ポリシーに記載のあるビルド" : "a build that the policy lists",
           .source = source_of(subject, os)}};
}

} // namespace acsgate
