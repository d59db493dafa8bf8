#include "base/text.hpp"
#include "report/inspection.hpp"

namespace acsgate {

namespace {

/// The words of the two languages that stand before values.
struct InspectionLabels {
  std::string_view verdicts[5];
  std::string_view integrity_check;
  std::string_view version;
  std::string_view signature;
  std::string_view nested;
  std::string_view holds;
  std::string_view does_not_hold;
  std::string_view signer;
  std::string_view chain;
  std::string_view digest;
  std::string_view matches;
  std::string_view differs;
  std::string_view stamp;
  std::string_view why;
  std::string_view yes;
  std::string_view no;
};

constexpr InspectionLabels k_english = {
    {"ACS-signed and integrity-checked: runs only where ACS signatures can be verified", "ACS-signed", "signed, not with ACS",
     "not signed", "the signature does not hold, or the file can't be read"},
    "integrity check: ",
    "version: ",
    "Signature ",
    " (nested)",
    "holds",
    "does not hold",
    "signer: ",
    "chain:  ",
    "digest: ",
    "matches the file",
    "is not the file's",
    "stamp:  ",
    "why:    ",
    "yes",
    "no",
};

constexpr InspectionLabels k_japanese = {
    {"ACS 署名かつ整合性チェックあり: ACS 署名を検証できるホストでだけ動作します", "ACS 署名", "署名あり (ACS ではない)",
     "署名なし", "署名が無効か、ファイルを読めません"},
    "整合性チェック: ",
    "バージョン: ",
    "署名 ",
    " (入れ子)",
    "有効",
    "無効",
    "署名者: ",
    "チェーン: ",
    "ダイジェスト: ",
    "ファイルと一致",
    "ファイルと不一致",
    "タイムスタンプ: ",
    "理由: ",
    "あり",
    "なし",
};

void add_findings(const ArtifactFindings &findings, Language language, std::string_view before, std::string &text) {
  for (const ArtifactFinding &finding : findings) {
    text += std::string(before) + finding_text(finding, language) + " (" + std::string(row_of(finding.code).name) + ")\n";
  }
}

void add_signature(const Signature &signature, std::size_t number, const InspectionLabels &words, Language language,
                   std::string &text) {
  const std::string indent = "    ";
  text += "  " + std::string(words.signature) + std::to_string(number) + std::string(signature.nested ? words.nested : "") +
          ": " + std::string(name_of(signature.kind)) + ", " + std::string(signature.holds ? words.holds : words.does_not_hold) +
          '\n';
  if (!signature.signer.empty()) {
    text += indent + std::string(words.signer) + signature.signer + '\n';
    std::string names;
    for (const ChainLink &link : signature.chain) {
      names += (names.empty() ? "" : " < ") + link.name;
    }
    text += indent + std::string(words.chain) + names + (signature.root_there ? "" : " < [" + signature.root + ']') + '\n';
  }
  if (signature.digest_algorithm) {
    text += indent + std::string(words.digest) + std::string(name_of(*signature.digest_algorithm)) + ' ' + signature.digest +
            ", " + std::string(signature.matches.value_or(false) ? words.matches : words.differs) + '\n';
  }
  for (const Stamp &stamp : signature.stamps) {
    text += indent + std::string(words.stamp) + (stamp.time ? to_string(*stamp.time) : "?") + ' ' + stamp.authority + ", " +
            std::string(stamp.holds ? words.holds : words.does_not_hold) + '\n';
  }
  add_findings(signature.findings, language, indent + std::string(words.why), text);
}

} // namespace

std::string render_inspection_text(const Artifact &artifact, Language language) {
  const InspectionLabels &words = language == Language::ja ? k_japanese : k_english;
  std::string text = printable(artifact.name) + ": " + std::string(name_of(artifact.verdict)) + " - " +
                     std::string(words.verdicts[static_cast<std::size_t>(artifact.verdict)]) + '\n';
  if (artifact.format != ArtifactFormat::unknown) {
    text += "  " + std::string(name_of(artifact.format));
    if (!artifact.architecture.empty()) {
      text += ' ' + artifact.architecture;
    }
    if (artifact.integrity_check) {
      text += ", " + std::string(words.integrity_check) + std::string(*artifact.integrity_check ? words.yes : words.no);
    }
    if (!artifact.file_version.empty()) {
      text += ", " + std::string(words.version) + artifact.file_version + " (" + artifact.product_version + ')';
    }
    text += '\n';
  }
  add_findings(artifact.findings, language, "  " + std::string(words.why), text);
  for (const Artifact &program : artifact.contents) {
    text += "  " + printable(program.name) + ": " + std::string(name_of(program.verdict)) +
            (program.file_version.empty() ? "" : ", " + program.file_version) + '\n';
  }
  for (std::size_t i = 0; i < artifact.signatures.size(); ++i) {
    add_signature(artifact.signatures[i], i + 1, words, language, text);
  }
  return text;
}

} // namespace acsgate
