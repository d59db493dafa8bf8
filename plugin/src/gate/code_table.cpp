#include "gate/code_table.hpp"

#include "base/placeholders.hpp"

#include <cassert>
#include <iterator>

namespace acsgate {

namespace {

// One row a code, in the order of the enum. Names are part of the output format and never change.
// clang-format off
constexpr CodeRow k_rows[] = {
  {Code::gate_halted, "GATE.HALTED", "The gate is halted: nothing may be installed until the halt is lifted ({0})", "停止指示により、解除されるまで何もインストールできません ({0})"},
  {Code::module_acs_on_unready_host, "MODULE.ACS_ON_UNREADY_HOST", "ACS build {0} is already installed although this host is not ready for it, so its protection may not be working", "条件を満たさないこのホストに ACS 対応ビルド {0} がすでにインストールされており、保護機能が正常に動作していない可能性があります"},
  {Code::clock_implausible, "CLOCK.IMPLAUSIBLE", "The clock shows {0}, earlier than the policy was issued ({1}), so what depends on time cannot be judged", "時計が {0} を示しており、ポリシーの発行日 ({1}) より前のため、時刻に依存する判定ができません"},
  {Code::facts_stale, "FACTS.STALE", "The facts are too old or undated (collected: {0}, allowed age: {1})", "ホスト情報が古いか、収集日時が不明です (収集日時: {0}、許容期間: {1})"},
  {Code::facts_from_future, "FACTS.FROM_FUTURE", "The facts are dated in the future ({0}), so a clock is wrong", "ホスト情報の収集日時 ({0}) が未来のため、いずれかの時計がずれています"},
  {Code::os_not_windows, "OS.NOT_WINDOWS", "This host does not run Windows", "このホストの OS は Windows ではありません"},
  {Code::os_family_unknown, "OS.FAMILY_UNKNOWN", "It is not known whether this host runs Windows", "このホストの OS が Windows かどうか判別できません"},
  {Code::os_build_missing, "OS.BUILD_MISSING", "The build number of Windows was not read", "Windows のビルド番号を取得できていません"},
  {Code::os_build_unlisted, "OS.BUILD_UNLISTED", "Windows build {0} is not in the policy's platform table", "Windows ビルド {0} はポリシーのプラットフォーム表にありません"},
  {Code::os_type_missing, "OS.TYPE_MISSING", "Windows build {0} exists as client and as server, and which one this is was not read", "Windows ビルド {0} にはクライアントとサーバーがあり、どちらであるかを取得できていません"},
  {Code::os_native, "OS.NATIVE", "Every revision of {0} can verify ACS signatures", "{0} は、どのリビジョンでも ACS 署名を検証できます"},
  {Code::os_never_qualifies, "OS.NEVER_QUALIFIES", "No revision of {0} can verify ACS signatures", "{0} は、どのリビジョンでも ACS 署名を検証できません"},
  {Code::os_ubr_at_floor, "OS.UBR_AT_FLOOR", "Windows build {0} is at or above the needed {1}", "Windows ビルド {0} は、必要な {1} 以上です"},
  {Code::os_ubr_below_floor, "OS.UBR_BELOW_FLOOR", "Windows build {0} is below the needed {1}", "Windows ビルド {0} は、必要な {1} に達していません"},
  {Code::os_ubr_inconclusive, "OS.UBR_INCONCLUSIVE", "Windows build {0} is below {1}, but a security-only update may do without changing it, and no list of installed updates could be read", "Windows ビルド {0} は {1} 未満ですが、ビルドが変わらない「セキュリティのみの更新プログラム」で条件を満たす場合があり、適用済み更新プログラムの一覧を取得できないため判定できません"},
  {Code::os_ubr_missing, "OS.UBR_MISSING", "The update build revision (UBR) of Windows was not read", "Windows の UBR (Update Build Revision) を取得できていません"},
  {Code::update_rollup_at_floor, "UPDATE.ROLLUP_AT_FLOOR", "The installed rollup package is {0}, at or above the needed {1}", "適用済みのロールアップ パッケージは {0} で、必要な {1} 以上です"},
  {Code::update_rollup_below_floor, "UPDATE.ROLLUP_BELOW_FLOOR", "The installed rollup package is {0}, below the needed {1}", "適用済みのロールアップ パッケージは {0} で、必要な {1} に達していません"},
  {Code::update_kb_proves, "UPDATE.KB_PROVES", "{0} is installed and meets the requirement", "要件を満たす {0} が適用されています"},
  {Code::update_no_proving_kb, "UPDATE.NO_PROVING_KB", "None of the installed updates listed meets the requirement", "適用済み更新プログラムの一覧に、要件を満たすものがありません"},
  {Code::update_kb_newer_than_table, "UPDATE.KB_NEWER_THAN_TABLE", "{0} is newer than the policy's update table (read up to {1}), so it cannot be judged", "{0} はポリシーの更新プログラム表 ({1} 時点) より新しいため、判定できません"},
  {Code::update_list_empty, "UPDATE.LIST_EMPTY", "The list of installed updates is empty, which proves nothing", "適用済み更新プログラムの一覧が空のため、判定の根拠になりません"},
  {Code::update_list_unreadable, "UPDATE.LIST_UNREADABLE", "The list of installed updates could not be read ({0})", "適用済み更新プログラムの一覧を取得できません ({0})"},
  {Code::evidence_conflict, "EVIDENCE.CONFLICT", "What {0} shows and what {1} shows contradict each other", "「{0}」と「{1}」の内容が矛盾しています"},
  {Code::reboot_would_qualify, "REBOOT.WOULD_QUALIFY", "An update that meets the requirement ({0}) is installed but waits for a restart", "要件を満たす更新プログラム ({0}) は適用済みですが、再起動を待っています"},
  {Code::cert_root_present, "CERT.ROOT_PRESENT", "The root certificate \"{0}\" is in the machine's store", "ルート証明書「{0}」がコンピューターのストアにあります"},
  {Code::cert_root_absent, "CERT.ROOT_ABSENT", "The root certificate \"{0}\" is not in the machine's store", "ルート証明書「{0}」がコンピューターのストアにありません"},
  {Code::cert_root_absent_auto_update, "CERT.ROOT_ABSENT_AUTO_UPDATE", "The root certificate \"{0}\" is not in the machine's store, though automatic root update is on and may fetch it when needed", "ルート証明書「{0}」がコンピューターのストアにありません (自動更新が有効なため、必要時に取得される可能性はあります)"},
  {Code::cert_root_disallowed, "CERT.ROOT_DISALLOWED", "The root certificate \"{0}\" is among the machine's untrusted certificates", "ルート証明書「{0}」がコンピューターの「信頼されていない証明書」ストアにあります"},
  {Code::cert_disallowed_unreadable, "CERT.DISALLOWED_UNREADABLE", "The store of untrusted certificates could not be read", "「信頼されていない証明書」ストアを取得できません"},
  {Code::cert_store_unreadable, "CERT.STORE_UNREADABLE", "The store of trusted root certificates could not be read ({0})", "「信頼されたルート証明機関」ストアを取得できません ({0})"},
  {Code::reboot_pending, "REBOOT.PENDING", "A restart is pending ({0})", "再起動待ちです ({0})"},
  {Code::reboot_none, "REBOOT.NONE", "No restart is pending", "再起動待ちはありません"},
  {Code::reboot_unreadable, "REBOOT.UNREADABLE", "Whether a restart is pending could not be read ({0})", "再起動待ちかどうかを取得できません ({0})"},
  {Code::requirement_waived, "REQUIREMENT.WAIVED", "The requirement is waived for this host", "この要件は、このホストでは免除されています"},
  {Code::artifact_contradicts_policy, "ARTIFACT.CONTRADICTS_POLICY", "By the policy {0} is {1}, and the signature of its file says otherwise, so it is not known whether it is an ACS build", "ポリシーでは {0} は{1}ですが、ファイルの署名と矛盾するため、ACS 対応ビルドかどうか判別できません"},
  {Code::build_acs_held_back, "BUILD.ACS_HELD_BACK", "{0} is an ACS build, and this host is not ready for ACS builds", "{0} は ACS 対応ビルドですが、このホストは条件を満たしていません"},
  {Code::build_held, "BUILD.HELD", "{0} has to wait because nothing may be installed on this host now", "現時点ではこのホストに何もインストールできないため、{0} は保留です"},
  {Code::build_host_unknown, "BUILD.HOST_UNKNOWN", "{0} is held back because it is not known whether this host is ready", "このホストが条件を満たすか不明なため、{0} は保留です"},
  {Code::build_line_unknown, "BUILD.LINE_UNKNOWN", "{0} belongs to no version line of the policy, so it is not known whether it is an ACS build", "{0} はポリシーにないバージョン系列のため、ACS 対応ビルドかどうか判別できません"},
  {Code::build_date_undecided, "BUILD.DATE_UNDECIDED", "The release date does not tell whether {0} is an ACS build", "{0} は公開日からは ACS 対応ビルドかどうか判別できません"},
  {Code::build_version_ambiguous, "BUILD.VERSION_AMBIGUOUS", "{0} fits several patch levels, so it is not known whether it is an ACS build", "{0} は複数のパッチ レベルに当てはまるため、ACS 対応ビルドかどうか判別できません"},
  {Code::module_at_or_above, "MODULE.AT_OR_ABOVE", "{0} is installed, which is at or above {1}", "インストール済みの {0} は {1} 以上です"},
  {Code::module_version_ambiguous, "MODULE.VERSION_AMBIGUOUS", "It cannot be told whether the installed {0} is at or above {1}", "インストール済みの {0} が {1} 以上かどうか判別できません"},
  {Code::module_not_read, "MODULE.NOT_READ", "Which build is installed was not read", "インストール済みのビルドを取得できていません"},
  {Code::product_never_held, "PRODUCT.NEVER_HELD", "{0} does not depend on the update and the certificate", "「{0}」は、更新プログラムや証明書の条件の対象外です"},
  {Code::product_no_self_check, "PRODUCT.NO_SELF_CHECK", "Installers of version {0} do not check by themselves whether the host is ready: this gate is the only guard", "バージョン {0} のインストーラーにはホストの条件を確認する機能がないため、誤った適用を防げるのはこの判定だけです"},
  {Code::product_platform_unsupported, "PRODUCT.PLATFORM_UNSUPPORTED", "The vendor does not support version {1} on {0}", "{0} では、バージョン {1} はベンダーのサポート対象外です"},
  {Code::product_review_due, "PRODUCT.REVIEW_DUE", "The vendor's statement (as of {0}) was due for review by {1}", "ベンダー情報 ({0} 時点) の見直し期限 ({1}) を過ぎています"},
};
// clang-format on
static_assert(std::size(k_rows) == static_cast<std::size_t>(Code::count));

} // namespace

const CodeRow &row_of(Code code) {
  assert(code < Code::count);
  return k_rows[static_cast<std::size_t>(code)];
}

std::string format_code(Code code, Language language, std::span<const std::string> values) {
  const CodeRow &row = row_of(code);
  return fill_placeholders(language == Language::ja ? row.ja : row.en, values);
}

std::string format_code(Code code, Language language, std::initializer_list<std::string> values) {
  return format_code(code, language, std::span<const std::string>(values.begin(), values.size()));
}

} // namespace acsgate
