#include "base/text.hpp"
#include "gate/ask.hpp"
#include "gate/build_class.hpp"
#include "gate/code_table.hpp"
#include "gate/update_evidence.hpp"
#include "gate/words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

using Arguments = std::vector<std::string>;

/// What is repeated of the text of a halt.
constexpr std::size_t k_most_halt_bytes = 200;

LocalText name_of(EvidenceSource source) {
  switch (source) {
  case EvidenceSource::native:
    return {"the Windows version", "Windows のバージョン"};
  case EvidenceSource::ubr:
    return {"the revision (UBR)", "リビジョン (UBR)"};
  case EvidenceSource::rollup_package:
    return {"the servicing packages", "サービス パッケージ"};
  case EvidenceSource::hotfix:
    return {"the list of installed updates", "適用済み更新プログラムの一覧"};
  }
  return {};
}

Arguments platform_arguments(const Subject &subject, Code code) {
  const Platform *platform = subject.platform();
  const OsFacts &os = subject.facts.os;
  if (platform == nullptr) {
    return {os.build ? std::to_string(*os.build) : ""};
  }
  const auto needed = [&] { return revision_text(platform->build, platform->min_ubr); };
  const UpdateFindings findings = find_updates(*platform, subject.facts.updates);
  switch (code) {
  case Code::os_ubr_at_floor:
  case Code::os_ubr_below_floor:
  case Code::os_ubr_inconclusive: {
    const auto found = os.ubr ? os.ubr : findings.installed_rollup_ubr;
    return {found ? revision_text(platform->build, *found) : std::to_string(platform->build), needed()};
  }
  case Code::update_rollup_at_floor:
  case Code::update_rollup_below_floor:
    return {findings.installed_rollup_ubr ? revision_text(platform->build, *findings.installed_rollup_ubr) : "", needed()};
  case Code::update_kb_proves:
    return {kb_text(findings.list_proof != 0 ? findings.list_proof : findings.installed_proof_package)};
  case Code::update_kb_newer_than_table: {
    const auto rows = std::ranges::equal_range(subject.policy.updates, platform->build, {}, &Update::build);
    const Source *source = rows.empty() ? nullptr : subject.policy.find_source(rows.front().source);
    return {kb_text(findings.beyond_horizon), source != nullptr && source->known_until ? to_string(*source->known_until) : ""};
  }
  case Code::reboot_would_qualify:
    return {findings.pending_proof_package != 0 ? kb_text(findings.pending_proof_package) : needed()};
  default:
    return {platform->title};
  }
}

std::string installed_text(const Subject &subject) {
  std::vector<std::string> versions;
  if (subject.facts.modules.items) {
    for (const ModuleFact &module : *subject.facts.modules.items) {
      if (is_of(subject.product, module)) {
        versions.emplace_back(module.version);
      }
    }
  }
  return list_text(versions);
}

/// The build that was asked for; a product that goes by release date alone is named instead.
std::string ask_text(const Subject &subject, const Ask *ask) {
  return ask != nullptr && ask->build ? to_string(*ask->build) : in_language(subject.product.title, subject.language);
}

/// Why a group has no value: its status, or that the value was left out.
std::string unread_text(const Group &group) { return group.ok() ? "missing" : status_text(group); }

/// The two sides of a contradiction: the deciding one stands in the verdict, the other follows from what was found.
Arguments conflict_arguments(const Subject &subject, const Requirement *requirement) {
  for (std::size_t index = 0; index < subject.verdict.requirement_count; ++index) {
    const RequirementVerdict &verdict = subject.verdict.requirements[index];
    if (&subject.policy.requirements[subject.product.requires_[index]] != requirement || !verdict.decided_by ||
        subject.platform() == nullptr) {
      continue;
    }
    const UpdateFindings findings = find_updates(*subject.platform(), subject.facts.updates);
    const bool list = verdict.codes.has(Code::update_kb_proves) && findings.list_proof != 0;
    const EvidenceSource other = list ? EvidenceSource::hotfix : EvidenceSource::rollup_package;
    return {in_language(name_of(*verdict.decided_by), subject.language), in_language(name_of(other), subject.language)};
  }
  return {};
}

/// What the policy takes a build for, whose file is the other.
Arguments contradiction_arguments(const Subject &subject, const Ask *ask) {
  const LocalText acs{"an ACS build", "ACS 対応ビルド"};
  const LocalText legacy{"a legacy build", "従来のビルド"};
  const bool acs_signed = ask != nullptr && ask->acs_signed.value_or(false);
  return {ask_text(subject, ask), in_language(acs_signed ? legacy : acs, subject.language)};
}

Arguments arguments_of(const Subject &subject, Code code, const Requirement *requirement, const Ask *ask) {
  const Facts &facts = subject.facts;
  switch (code) {
  case Code::gate_halted:
    // Whoever sets a halt need not be careful: its text is printed by every renderer.
    return {subject.halt.empty() ? "-" : printable(subject.halt, k_most_halt_bytes)};
  case Code::facts_stale:
  case Code::facts_from_future:
    return {facts.collected_at ? to_string(*facts.collected_at) : "-", to_string(subject.policy.facts_max_age)};
  case Code::clock_implausible:
    return {to_string(subject.now), to_string(subject.policy.issued)};
  case Code::cert_root_present:
  case Code::cert_root_absent:
  case Code::cert_root_absent_auto_update:
  case Code::cert_root_disallowed:
    return {requirement != nullptr ? requirement->root_title : ""};
  case Code::cert_store_unreadable:
    return {unread_text(facts.roots)};
  case Code::update_list_unreadable:
    return {unread_text(facts.updates)};
  case Code::reboot_unreadable:
    return {unread_text(facts.reboot)};
  case Code::reboot_pending:
    return {facts.reboot.pending ? list_text(*facts.reboot.pending) : ""};
  case Code::evidence_conflict:
    return conflict_arguments(subject, requirement);
  case Code::module_at_or_above:
  case Code::module_version_ambiguous:
    return {installed_text(subject), ask_text(subject, ask)};
  case Code::module_acs_on_unready_host:
    return {installed_text(subject)};
  case Code::artifact_contradicts_policy:
    return contradiction_arguments(subject, ask);
  case Code::build_acs_held_back:
  case Code::build_held:
  case Code::build_host_unknown:
  case Code::build_line_unknown:
  case Code::build_date_undecided:
  case Code::build_version_ambiguous:
    return {ask_text(subject, ask)};
  case Code::product_never_held:
    return {in_language(subject.product.title, subject.language)};
  case Code::product_no_self_check:
  case Code::product_platform_unsupported: {
    const Line *line = ask != nullptr && ask->build ? line_of(subject.product, *ask->build) : nullptr;
    const std::string line_id = line != nullptr ? line->id : "";
    return code == Code::product_no_self_check
               ? Arguments{line_id}
               : Arguments{subject.platform() != nullptr ? subject.platform()->title : "", line_id};
  }
  case Code::product_review_due:
    return {subject.product.as_of ? to_string(*subject.product.as_of) : "",
            subject.product.review_by ? to_string(*subject.product.review_by) : ""};
  default:
    return platform_arguments(subject, code);
  }
}

} // namespace

Reason reason_of(const Subject &subject, Code code, const Requirement *requirement, const Ask *ask) {
  return {code, format_code(code, subject.language, arguments_of(subject, code, requirement, ask))};
}

} // namespace acsgate
