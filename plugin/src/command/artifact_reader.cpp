#include "command/artifact_reader.hpp"
#include "artifact/inspect.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

Result<Artifact> read_artifact(const std::string &path, Timestamp now) {
  const auto source = FileSource::open(path);
  if (!source) {
    return tl::unexpected(source.error());
  }
  Artifact artifact = inspect(**source, path, now);
  if (artifact.verdict != ArtifactVerdict::broken) {
    return artifact;
  }
  std::string why;
  for (const Signature &signature : artifact.signatures) {
    if (!signature.holds && why.empty() && !signature.findings.empty()) {
      why = finding_text(signature.findings.front(), Language::en);
    }
  }
  if (why.empty() && !artifact.findings.empty()) {
    why = finding_text(artifact.findings.back(), Language::en);
  }
  return tl::unexpected(Error{ErrorKind::input, printable(path), "its signature does not hold, or it can't be read: " + why,
                              "see acsgate inspect, and get the file again from who made it",
                              artifact.format == ArtifactFormat::unknown ? k_no_artifact : std::string_view()});
}

std::optional<bool> acs_of(const Artifact &artifact) {
  const bool signed_with_acs = is_acs(artifact);
  const bool all_read = std::ranges::none_of(artifact.findings, [](const ArtifactFinding &finding) {
    return finding.code == FindingCode::contents_not_read || finding.code == FindingCode::contents_partly_read;
  });
  return signed_with_acs || all_read ? std::optional(signed_with_acs) : std::nullopt;
}

} // namespace

Result<std::optional<bool>> artifact_is_acs(const std::string &path, Timestamp now) {
  return read_artifact(path, now).map(acs_of);
}

Result<std::string> artifact_word(const std::string &path, Timestamp now) {
  const auto artifact = read_artifact(path, now);
  if (!artifact && artifact.error().code != k_no_artifact) {
    return tl::unexpected(artifact.error());
  }
  return artifact ? std::string(name_of(artifact->verdict)) : std::string();
}

} // namespace acsgate
