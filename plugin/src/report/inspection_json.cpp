#include "report/inspection.hpp"
#include "report/json_parts.hpp"

namespace acsgate {

namespace {

Json finding_list(const ArtifactFindings &findings, Language language) {
  Json list = Json::array();
  for (const ArtifactFinding &finding : findings) {
    list.push_back(Json{{"code", row_of(finding.code).name}, {"text", finding_text(finding, language)}});
  }
  return list;
}

Json stamp_object(const Stamp &stamp) {
  Json object;
  object["kind"] = stamp.rfc3161 ? "rfc3161" : "pkcs9";
  object["holds"] = stamp.holds;
  object["time"] = stamp.time ? Json(to_string(*stamp.time)) : Json(nullptr);
  object["authority"] = text_or_null(stamp.authority);
  object["root"] = text_or_null(stamp.root);
  object["root_pinned"] = stamp.root_pinned;
  return object;
}

Json signature_object(const Signature &signature, Language language) {
  Json object;
  object["nested"] = signature.nested;
  object["holds"] = signature.holds;
  object["kind"] = name_of(signature.kind);
  object["signer"] = text_or_null(signature.signer);
  object["digest"] = Json{
      {"algorithm", signature.digest_algorithm ? Json(name_of(*signature.digest_algorithm)) : Json(nullptr)},
      {"value", text_or_null(signature.digest)},
      {"matches", signature.matches ? Json(*signature.matches) : Json(nullptr)},
  };
  object["page_hashes"] = signature.page_hashes;
  object["purposes"] = signature.purposes;
  Json chain = Json::array();
  for (const ChainLink &link : signature.chain) {
    chain.push_back(Json{{"subject", link.subject},
                         {"sha256", link.sha256},
                         {"not_before", to_string(link.not_before)},
                         {"not_after", to_string(link.not_after)}});
  }
  object["chain"] = std::move(chain);
  object["root"] = text_or_null(signature.root);
  object["root_in_chain"] = signature.root_there;
  object["root_pinned"] = signature.root_pinned;
  Json stamps = Json::array();
  for (const Stamp &stamp : signature.stamps) {
    stamps.push_back(stamp_object(stamp));
  }
  object["timestamps"] = std::move(stamps);
  object["reasons"] = finding_list(signature.findings, language);
  return object;
}

/// A file, or a program in one.
Json artifact_object(const Artifact &artifact, Language language) {
  Json document;
  document["file"] = artifact.name;
  document["size"] = artifact.size;
  document["format"] = name_of(artifact.format);
  document["verdict"] = name_of(artifact.verdict);
  document["architecture"] = text_or_null(artifact.architecture);
  document["integrity_check"] = artifact.integrity_check ? Json(*artifact.integrity_check) : Json(nullptr);
  document["file_version"] = text_or_null(artifact.file_version);
  document["product_version"] = text_or_null(artifact.product_version);
  document["reasons"] = finding_list(artifact.findings, language);
  Json signatures = Json::array();
  for (const Signature &signature : artifact.signatures) {
    signatures.push_back(signature_object(signature, language));
  }
  document["signatures"] = std::move(signatures);
  return document;
}

} // namespace

std::string render_inspection_json(const Artifact &artifact, Language language, const std::string &host_trust) {
  Json document{{"schema", "acsgate.inspection/v1"}};
  document.update(artifact_object(artifact, language));
  Json contents = Json::array();
  for (const Artifact &program : artifact.contents) {
    contents.push_back(artifact_object(program, language));
  }
  document["contents"] = std::move(contents);
  if (!host_trust.empty()) {
    document["host_trust"] = host_trust;
  }
  return ascii(document) + '\n';
}

} // namespace acsgate
