#include "artifact/inspect.hpp"

#include "artifact/cabinet.hpp"
#include "artifact/contents.hpp"
#include "artifact/msi_package.hpp"
#include "artifact/pe_file.hpp"

#include <algorithm>
#include <functional>

namespace acsgate {

namespace {

constexpr std::size_t k_head = 512;
constexpr std::array<std::string_view, 4> k_format_names = {"unknown", "pe", "msi", "cab"};
constexpr std::array<std::string_view, 5> k_verdict_names = {"needs-acs-support", "acs-signed", "other-signed", "unsigned",
                                                             "broken"};

using Digest = std::function<Readable<FileDigests>(const HashSet &)>;

/// Reads the signatures in `blobs`, has the digests made that they need, and judges them.
Readable<void> judge_signatures(const std::vector<std::string> &blobs, const Digest &digest, Timestamp now, Artifact &artifact) {
  std::vector<RawSignature> raw;
  for (const std::string &blob : blobs) {
    read_signatures(blob, raw);
  }
  HashSet wanted{};
  for (const RawSignature &signature : raw) {
    if (signature.algorithm) {
      wanted[static_cast<std::size_t>(*signature.algorithm)] = true;
    }
  }
  const auto digests = digest(wanted);
  if (!digests) {
    return tl::unexpected(digests.error());
  }
  artifact.signatures.reserve(raw.size());
  for (const RawSignature &signature : raw) {
    artifact.signatures.push_back(judge_signature(signature, *digests, now));
  }
  return {};
}

Readable<void> inspect_pe(ByteSource &source, Timestamp now, Artifact &artifact) {
  auto file = read_pe_file(source);
  if (!file) {
    return tl::unexpected(std::move(file.error()));
  }
  artifact.architecture = file->machine;
  artifact.integrity_check = file->integrity_check;
  artifact.file_version = file->file_version;
  artifact.product_version = file->product_version;
  if (file->integrity_check) {
    artifact.findings.push_back({FindingCode::integrity_checked, {}});
  }
  if (file->signatures.empty()) {
    return {}; // nothing to compare a digest with
  }
  return judge_signatures(
      file->signatures, [&](const HashSet &wanted) { return digest_ranges(source, file->hashed, wanted); }, now, artifact);
}

Readable<void> inspect_cabinet(ByteSource &source, Timestamp now, Artifact &artifact) {
  auto cabinet = read_cabinet(source);
  if (!cabinet) {
    return tl::unexpected(std::move(cabinet.error()));
  }
  judge_contents(source, now, artifact);
  if (cabinet->signature.empty()) {
    return {};
  }
  return judge_signatures(
      {cabinet->signature}, [&](const HashSet &wanted) { return digest_ranges(source, cabinet->hashed, wanted); }, now, artifact);
}

Readable<void> inspect_package(CompoundFile &file, Timestamp now, Artifact &artifact) {
  auto package = read_msi_package(file);
  if (!package) {
    return tl::unexpected(std::move(package.error()));
  }
  judge_contents(file, now, artifact);
  std::vector<std::string> blobs;
  if (!package->signature.empty()) {
    blobs.push_back(std::move(package->signature));
  }
  return judge_signatures(
      blobs, [&](const HashSet &wanted) { return digest_msi_package(file, *package, wanted); }, now, artifact);
}

Readable<void> inspect_container(ByteSource &source, Timestamp now, Artifact &artifact) {
  const std::string head = source.bytes(0, static_cast<std::size_t>(std::min<std::uint64_t>(k_head, source.size())));
  if (is_pe_file(head)) {
    artifact.format = ArtifactFormat::pe;
    return inspect_pe(source, now, artifact);
  }
  if (is_cabinet(head)) {
    artifact.format = ArtifactFormat::cab;
    return inspect_cabinet(source, now, artifact);
  }
  if (!CompoundFile::is_one(head)) {
    artifact.findings.push_back({FindingCode::unknown_format, {}});
    return {};
  }
  auto file = CompoundFile::open(source);
  if (!file) {
    return tl::unexpected(std::move(file.error()));
  }
  if (!is_msi_package(*file)) {
    artifact.findings.push_back({FindingCode::unknown_format, {}});
    return {};
  }
  artifact.format = ArtifactFormat::msi;
  return inspect_package(*file, now, artifact);
}

bool carries_acs(const Artifact &artifact) {
  return std::ranges::any_of(artifact.signatures,
                             [](const Signature &signature) { return signature.holds && signature.kind == SignatureKind::acs; });
}

/// What follows from the file's own signatures.
ArtifactVerdict own_verdict_of(const Artifact &artifact) {
  if (artifact.format == ArtifactFormat::unknown) {
    return ArtifactVerdict::broken;
  }
  if (artifact.signatures.empty()) {
    return ArtifactVerdict::not_signed;
  }
  // One that merely ended beside one that holds is what files with an old and a new signature look like.
  const auto wrong = [](const Signature &signature) { return !signature.holds && !signature.expired; };
  if (std::ranges::any_of(artifact.signatures, wrong) || std::ranges::none_of(artifact.signatures, &Signature::holds)) {
    return ArtifactVerdict::broken;
  }
  if (!carries_acs(artifact)) {
    return ArtifactVerdict::other_signed;
  }
  return artifact.integrity_check.value_or(false) ? ArtifactVerdict::needs_acs_support : ArtifactVerdict::acs_signed;
}

ArtifactVerdict verdict_of(const Artifact &artifact) {
  const ArtifactVerdict own = own_verdict_of(artifact);
  const bool inside =
      std::ranges::find(artifact.contents, ArtifactVerdict::needs_acs_support, &Artifact::verdict) != artifact.contents.end();
  return inside && own != ArtifactVerdict::broken ? ArtifactVerdict::needs_acs_support : own;
}

} // namespace

std::string_view name_of(ArtifactFormat format) { return k_format_names[static_cast<std::size_t>(format)]; }

std::string_view name_of(ArtifactVerdict verdict) { return k_verdict_names[static_cast<std::size_t>(verdict)]; }

bool is_acs(const Artifact &artifact) { return carries_acs(artifact) || std::ranges::any_of(artifact.contents, carries_acs); }

Artifact inspect(ByteSource &source, std::string name, Timestamp now) {
  Artifact artifact;
  artifact.name = std::move(name);
  artifact.size = source.size();
  if (auto read = inspect_container(source, now, artifact); !read) {
    artifact.verdict = ArtifactVerdict::broken;
    artifact.findings.push_back({FindingCode::damaged, std::move(read.error())});
    return artifact;
  }
  artifact.verdict = verdict_of(artifact);
  if (artifact.format != ArtifactFormat::unknown && artifact.signatures.empty()) {
    artifact.findings.insert(artifact.findings.begin(), {FindingCode::no_signature, {}});
  }
  return artifact;
}

} // namespace acsgate
