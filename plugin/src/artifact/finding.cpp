#include "artifact/finding.hpp"

#include <array>

namespace acsgate {

namespace {

// clang-format off
const FindingRow k_findings[] = {
    {FindingCode::acs, "SIGNATURE.ACS", {"the certificate is for ACS signing, and its chain ends at the Microsoft Identity Verification root, which is known by its SHA-256", "証明書は ACS 署名用であり、そのチェーンは SHA-256 で確認した Microsoft Identity Verification のルートで終わっています"}},
    {FindingCode::acs_by_root, "SIGNATURE.ACS_BY_ROOT", {"the chain ends at the Microsoft Identity Verification root, which is known by its SHA-256, though the certificate does not name ACS signing among its purposes", "証明書の用途に ACS 署名はありませんが、チェーンは SHA-256 で確認した Microsoft Identity Verification のルートで終わっています"}},
    {FindingCode::private_trust, "SIGNATURE.PRIVATE_TRUST", {"signed with a Private Trust certificate, which only those trust who chose to", "Private Trust の証明書で署名されています。これを信頼するのは、そう設定した組織だけです"}},
    {FindingCode::private_policy, "SIGNATURE.PRIVATE_TRUST_POLICY", {"signed with a Private Trust certificate for code integrity policies", "コード整合性ポリシー用の Private Trust 証明書で署名されています"}},
    {FindingCode::other_root, "SIGNATURE.NOT_THE_ACS_ROOT", {"the certificate names ACS signing among its purposes, but its chain does not end at the Microsoft Identity Verification root: a test profile, or made up (it ends at {0})", "証明書の用途に ACS 署名がありますが、チェーンが Microsoft Identity Verification のルートで終わっていません。テスト用プロファイルか偽造です (終点: {0})"}},
    {FindingCode::other_authority, "SIGNATURE.OTHER_AUTHORITY", {"not an ACS signature: its chain ends at {0}", "ACS 署名ではありません。チェーンの終点: {0}"}},
    {FindingCode::holds_by_stamp, "SIGNATURE.TIME_STAMPED", {"time-stamped {0}, while the certificate was valid", "証明書が有効だった {0} のタイムスタンプがあります"}},
    {FindingCode::stamp_not_pinned, "STAMP.AUTHORITY_NOT_CHECKED", {"whether the authority of the time stamp is trusted is not judged here ({0})", "タイムスタンプの発行元が信頼できるかは、ここでは判断していません ({0})"}},
    {FindingCode::no_stamp, "SIGNATURE.NOT_TIME_STAMPED", {"there is no time stamp: the signature ends with its certificate, {0}", "タイムスタンプがないため、署名は証明書の期限 {0} に失効します"}},
    {FindingCode::lifetime_signing, "SIGNATURE.LIFETIME_SIGNING", {"the certificate is for lifetime signing, as test profiles have it: a time stamp does not prolong it", "証明書は lifetime signing 用です (テスト用プロファイルの特徴)。タイムスタンプがあっても期限は延びません"}},
    {FindingCode::expired, "SIGNATURE.EXPIRED", {"the certificate ended {0}, and no time stamp proves an earlier time", "証明書は {0} に失効し、それ以前の署名であることを示すタイムスタンプがありません"}},
    {FindingCode::not_yet_valid, "SIGNATURE.NOT_YET_VALID", {"the certificate begins {0}, after the time that counts", "証明書の有効期間の開始 {0} が、判定の基準時刻より後です"}},
    {FindingCode::stamp_broken, "STAMP.BROKEN", {"the time stamp can't be read, or it is not one of this signature", "タイムスタンプを読めないか、この署名のものではありません"}},
    {FindingCode::stamp_untimely, "STAMP.OUTSIDE_VALIDITY", {"the time stamp says {0}, when the certificate was not valid", "タイムスタンプの時刻 {0} は、証明書の有効期間外です"}},
    {FindingCode::digest_mismatch, "SIGNATURE.DIGEST_MISMATCH", {"the file is not what was signed: its digest is another", "ファイルのダイジェストが署名時と異なります"}},
    {FindingCode::forged, "SIGNATURE.FORGED", {"the signature is not the certificate's", "署名が証明書の鍵によるものではありません"}},
    {FindingCode::unsupported, "SIGNATURE.UNSUPPORTED", {"signed with an algorithm that is not judged here", "ここでは判定できないアルゴリズムで署名されています"}},
    {FindingCode::unreadable_signature, "SIGNATURE.UNREADABLE", {"there is a signature that can't be read: {0}", "読めない署名があります: {0}"}},
    {FindingCode::no_certificate, "SIGNATURE.NO_CERTIFICATE", {"the signature brings no certificate of its signer", "署名に署名者の証明書が含まれていません"}},
    {FindingCode::chain_purpose, "SIGNATURE.CHAIN_PURPOSE", {"a certificate of the chain is not for code signing", "チェーンにコード署名用でない証明書があります"}},
    {FindingCode::chain_authority, "SIGNATURE.CHAIN_AUTHORITY", {"a certificate of the chain may not issue certificates", "チェーンに証明書を発行できない証明書があります"}},
    {FindingCode::chain_validity, "SIGNATURE.CHAIN_VALIDITY", {"a certificate of the chain was not valid at the time that counts", "基準時刻に有効でない証明書がチェーンにあります"}},
    {FindingCode::no_signature, "FILE.UNSIGNED", {"the file carries no signature of its own", "ファイルに署名が埋め込まれていません"}},
    {FindingCode::integrity_checked, "FILE.INTEGRITY_CHECKED", {"linked with /INTEGRITYCHECK: Windows refuses to load it unless it can verify the signature", "/INTEGRITYCHECK 付きでリンクされています。署名を検証できない Windows では読み込まれません"}},
    {FindingCode::contents_need_acs, "PACKAGE.CONTENTS_NEED_ACS", {"holds files that need ACS support: {0}", "ACS 対応が必要なファイルを含んでいます: {0}"}},
    {FindingCode::contents_acs_signed, "PACKAGE.CONTENTS_ACS_SIGNED", {"holds files that are signed with ACS: {0}", "ACS 署名されたファイルを含んでいます: {0}"}},
    {FindingCode::contents_not_read, "PACKAGE.CONTENTS_NOT_READ", {"what the package installs was not looked at: {0}", "パッケージの中身は調べていません: {0}"}},
    {FindingCode::contents_partly_read, "PACKAGE.CONTENTS_PARTLY_READ", {"not all that the package installs could be looked at: {0}", "パッケージの中身の一部は調べられませんでした: {0}"}},
    {FindingCode::contents_broken, "PACKAGE.CONTENTS_BROKEN", {"holds files whose signatures don't hold: {0}", "署名が有効でないファイルを含んでいます: {0}"}},
    {FindingCode::damaged, "FILE.DAMAGED", {"the file is damaged or cut off: {0}", "ファイルが壊れているか途中で切れています: {0}"}},
    {FindingCode::unknown_format, "FILE.UNKNOWN_FORMAT", {"the file is neither a Windows program nor an installer package nor a cabinet", "ファイルは Windows プログラム、インストーラーパッケージ、キャビネットのいずれでもありません"}},
};
// clang-format on

} // namespace

const FindingRow &row_of(FindingCode code) { return k_findings[static_cast<std::size_t>(code)]; }

std::string finding_text(const ArtifactFinding &finding, Language language) {
  std::string text = in_language(row_of(finding.code).text, language);
  if (const std::size_t at = text.find("{0}"); at != std::string::npos) {
    text.replace(at, 3, finding.argument);
  }
  return text;
}

} // namespace acsgate
