#include "gate/update_evidence.hpp"

namespace acsgate {

namespace {

enum class Answer : std::uint8_t { silent, pass, fail, pending };

/// A source's answer with the reasons that belong to it.
struct Heard {
  Answer answer = Answer::silent;
  CodeSet codes;
};

Heard say(Answer answer, Code code) {
  Heard heard{answer, {}};
  heard.codes.add(code);
  return heard;
}

class Witnesses {
public:
  Witnesses(const Platform &platform, const OsFacts &os, const UpdateFacts &updates)
      : m_platform(platform), m_os(os), m_updates(updates), m_findings(find_updates(platform, updates)) {}

  [[nodiscard]] Heard ask(EvidenceSource source) const {
    switch (source) {
    case EvidenceSource::native:
      return native();
    case EvidenceSource::ubr:
      return ubr();
    case EvidenceSource::rollup_package:
      return rollup_package();
    case EvidenceSource::hotfix:
      return hotfix();
    }
    return {};
  }

private:
  [[nodiscard]] Heard native() const {
    switch (m_platform.capability) {
    case Capability::native:
      return say(Answer::pass, Code::os_native);
    case Capability::never:
      return say(Answer::fail, Code::os_never_qualifies);
    case Capability::floor:
      break;
    }
    return {};
  }

  /// A revision below the floor proves a failure, except where a security-only update may have done the job without moving the
  /// revision: there only a hotfix list that was read can confirm it.
  [[nodiscard]] Heard below_floor(Code code) const {
    if (m_platform.security_only_proofs.empty()) {
      return say(Answer::fail, code);
    }
    if (m_findings.security_only_proof != 0) {
      return {};
    }
    if (!m_findings.list_answers) {
      return say(Answer::silent, Code::os_ubr_inconclusive);
    }
    Heard heard = say(Answer::fail, code);
    heard.codes.add(Code::update_no_proving_kb);
    return heard;
  }

  [[nodiscard]] Heard ubr() const {
    if (m_platform.capability != Capability::floor) {
      return {};
    }
    if (!m_os.ubr) {
      return say(Answer::silent, Code::os_ubr_missing);
    }
    return *m_os.ubr >= m_platform.min_ubr ? say(Answer::pass, Code::os_ubr_at_floor) : below_floor(Code::os_ubr_below_floor);
  }

  [[nodiscard]] Heard rollup_package() const {
    if (m_platform.capability != Capability::floor) {
      return {};
    }
    const auto reaches = [&](const std::optional<std::uint32_t> &ubr) { return ubr && *ubr >= m_platform.min_ubr; };
    if (reaches(m_findings.installed_rollup_ubr)) {
      return say(Answer::pass, Code::update_rollup_at_floor);
    }
    if (m_findings.installed_proof_package != 0) {
      return say(Answer::pass, Code::update_kb_proves);
    }
    if (reaches(m_findings.pending_rollup_ubr) || m_findings.pending_proof_package != 0) {
      return say(Answer::pending, Code::reboot_would_qualify);
    }
    return m_findings.installed_rollup_ubr ? below_floor(Code::update_rollup_below_floor) : Heard{};
  }

  [[nodiscard]] Heard hotfix() const {
    if (m_platform.capability != Capability::floor) {
      return {};
    }
    if (m_findings.list_proof != 0) {
      return say(Answer::pass, Code::update_kb_proves);
    }
    if (!m_updates.ok() || !m_updates.hotfixes) {
      return say(Answer::silent, Code::update_list_unreadable);
    }
    if (!m_findings.list_answers) {
      return say(Answer::silent, Code::update_list_empty);
    }
    return m_findings.beyond_horizon != 0 ? say(Answer::silent, Code::update_kb_newer_than_table)
                                          : say(Answer::fail, Code::update_no_proving_kb);
  }

  const Platform &m_platform;
  const OsFacts &m_os;
  const UpdateFacts &m_updates;
  UpdateFindings m_findings;
};

bool contradict(Answer deciding, Answer lower, EvidenceSource lower_source) {
  if (deciding == Answer::pass) {
    return lower == Answer::fail && lower_source != EvidenceSource::hotfix;
  }
  return deciding == Answer::fail && lower == Answer::pass;
}

} // namespace

RequirementVerdict judge_update(const Requirement &requirement, const Platform &platform, const OsFacts &os,
                                const UpdateFacts &updates) {
  const Witnesses witnesses(platform, os, updates);
  RequirementVerdict verdict;
  Answer deciding = Answer::silent;
  bool conflict = false;
  CodeSet silence;
  std::optional<EvidenceSource> pending;
  for (const EvidenceSource source : requirement.evidence) {
    const Heard heard = witnesses.ask(source);
    if (heard.answer == Answer::pending) {
      pending = pending.value_or(source);
    } else if (heard.answer == Answer::silent) {
      silence.add(heard.codes);
    } else if (deciding == Answer::silent) {
      deciding = heard.answer;
      verdict.decided_by = source;
      verdict.codes = heard.codes;
    } else if (contradict(deciding, heard.answer, source)) {
      conflict = true;
      verdict.codes.add(heard.codes);
    }
  }
  if (pending && deciding != Answer::pass) {
    verdict = {.status = Status::fail, .effect = requirement.on_pending, .codes = {}, .decided_by = pending};
    verdict.codes.add(Code::reboot_would_qualify);
  } else if (conflict) {
    verdict.status = Status::unknown;
    verdict.codes.add(Code::evidence_conflict);
  } else if (deciding == Answer::silent) {
    verdict.status = Status::unknown;
    verdict.codes = silence;
  } else {
    verdict.status = deciding == Answer::pass ? Status::pass : Status::fail;
  }
  return verdict;
}

} // namespace acsgate
