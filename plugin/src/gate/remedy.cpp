#include "gate/words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

// What helps where the facts do not suffice is the gate's own knowledge, not the policy's.
const LocalText k_read_update{
    "Collect the update build revision (UBR) or the hotfix list of this host, then check again",
    "このホストの更新ビルド リビジョン (UBR) または適用済み更新プログラムの一覧を取得してから、もう一度確認してください"};
const LocalText k_add_platform{"Check the build number; if it is right, the policy needs a platform row for it",
                               "ビルド番号を確認してください。正しい場合は、ポリシーにこのビルドの行を追加する必要があります"};
const LocalText k_read_roots{
    "Collect the trusted and the disallowed certificates of this host's machine store, then check again",
    "このホストのコンピューター "
    "ストアにある、信頼されたルート証明書と許可されていない証明書の一覧を取得してから、もう一度確認してください"};
const LocalText k_read_reboot{"Collect the restart signals of this host, then check again",
                              "このホストの再起動待ちの状態を取得してから、もう一度確認してください"};
const LocalText k_undisallow{"Find out why the certificate is in the machine's Disallowed store and remove it there",
                             "証明書が「信頼されていない証明書」ストアにある理由を確認し、そこから削除してください"};
const LocalText k_never{
    "No update exists for this Windows version; keep legacy builds, or move to a newer Windows version",
    "この Windows バージョン向けの更新プログラムはありません。従来のビルドを使い続けるか、新しい Windows に移行してください"};
const LocalText k_restart{"Restart the host, then check again", "ホストを再起動してから、もう一度確認してください"};

std::string with_kb(std::string text, const std::string &kb) {
  static constexpr std::string_view k_place = "{kb}";
  for (auto at = text.find(k_place); at != std::string::npos; at = text.find(k_place, at + kb.size())) {
    text.replace(at, k_place.size(), kb);
  }
  return text;
}

Remedy update_remedy(const Subject &subject, const Requirement &requirement, const RequirementVerdict &verdict) {
  const Platform *platform = subject.platform();
  const auto say = [&](const LocalText &text) { return Remedy{in_language(text, subject.language), {}}; };
  if (platform == nullptr) {
    return say(verdict.codes.has(Code::os_build_unlisted) ? k_add_platform : k_read_update);
  }
  if (verdict.status == Status::unknown) {
    return say(k_read_update);
  }
  if (verdict.codes.has(Code::reboot_would_qualify)) {
    return say(k_restart);
  }
  if (platform->capability == Capability::never && platform->remedy.en.empty()) {
    return say(k_never);
  }
  const LocalText &text = platform->remedy.en.empty() ? requirement.remedy : platform->remedy;
  Remedy remedy{with_kb(in_language(text, subject.language), kb_alternatives(platform->proof_kb, subject.language)),
                platform->proof_kb};
  if (!platform->esu.empty() && !requirement.esu_remedy.en.empty()) {
    remedy.text += (subject.language == Language::ja ? "。" : ". ") + in_language(requirement.esu_remedy, subject.language);
  }
  return remedy;
}

} // namespace

std::string kb_alternatives(const std::vector<Kb> &kbs, Language language) {
  std::string text;
  for (const Kb kb : kbs) {
    text += (text.empty() ? "" : language == Language::ja ? " または " : " or ") + kb_text(kb);
  }
  return text;
}

std::optional<Remedy> remedy_of(const Subject &subject, const Requirement &requirement, const RequirementVerdict &verdict) {
  if (verdict.status != Status::fail && verdict.status != Status::unknown) {
    return std::nullopt;
  }
  const bool unknown = verdict.status == Status::unknown;
  switch (requirement.kind) {
  case RequirementKind::update:
    return update_remedy(subject, requirement, verdict);
  case RequirementKind::root_certificate: {
    const bool unread = verdict.codes.has(Code::cert_store_unreadable) || verdict.codes.has(Code::cert_disallowed_unreadable);
    const bool disallowed = verdict.codes.has(Code::cert_root_disallowed);
    return Remedy{in_language(unread ? k_read_roots : disallowed ? k_undisallow : requirement.remedy, subject.language), {}};
  }
  case RequirementKind::no_pending_reboot:
    return Remedy{in_language(unknown ? k_read_reboot : requirement.remedy, subject.language), {}};
  }
  return std::nullopt;
}

} // namespace acsgate
