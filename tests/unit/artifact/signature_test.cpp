#include "artifact/inspect.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace acsgate;

namespace {

/// A signature of a certificate that has ended, with a time stamp from before.
std::string stamped_signature() {
  std::ifstream file(POLICIES_DIR "/../tests/fuzz/corpus/signature/stamped.p7", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// False in the 32-bit test build, which has no public keys.
bool has_public_keys(const RawSignature &raw) {
  const Certificate *leaf = certificate_of(raw.data.signers.front(), raw.data.certificates);
  return leaf != nullptr &&
         check_signer(raw.data.signers.front(), *leaf, raw.data.content, raw.data.content_type) == SignerCheck::good;
}

} // namespace

TEST_CASE("a time stamp is one of its signature only", "[public-key]") {
  const std::string bytes = stamped_signature();
  std::vector<RawSignature> found;
  read_signatures(bytes, found);
  REQUIRE(found.size() == 1);
  const RawSignature &raw = found.front();
  REQUIRE(raw.trouble.empty());
  if (!has_public_keys(raw)) {
    return;
  }
  Signer signer = raw.data.signers.front();
  const std::vector<Stamp> stamps = read_stamps(signer, raw.data.certificates);
  REQUIRE(stamps.size() == 1);
  CHECK(stamps.front().holds);
  signer.signature.remove_suffix(1); // as that of another signature would be
  CHECK_FALSE(read_stamps(signer, raw.data.certificates).front().holds);

  FileDigests digests;
  digests[static_cast<std::size_t>(*raw.algorithm)] = raw.digest;
  const Timestamp now = *parse_timestamp("2026-11-22T12:00:00Z");
  CHECK(judge_signature(raw, digests, now).holds);
  RawSignature other = raw;
  other.data.signers.front() = signer;
  CHECK_FALSE(judge_signature(other, digests, now).holds);
  CHECK_FALSE(judge_signature(raw, {}, now).holds); // of a file whose digest is not known
}

TEST_CASE("what is signed is what the attributes say", "[public-key]") {
  const std::string bytes = stamped_signature();
  std::vector<RawSignature> found;
  read_signatures(bytes, found);
  REQUIRE(found.size() == 1);
  const SignedData &data = found.front().data;
  const Signer &signer = data.signers.front();
  const Certificate *leaf = certificate_of(signer, data.certificates);
  REQUIRE(leaf != nullptr);
  CHECK(check_signer(signer, *leaf, std::string(data.content) + '\0', data.content_type) == SignerCheck::no_content);
  CHECK(check_signer(signer, *leaf, data.content, "1.2.840.113549.1.7.1") == SignerCheck::no_content);
  Signer bare = signer;
  bare.attributes = {};
  CHECK(check_signer(bare, *leaf, data.content, data.content_type) == SignerCheck::no_content);
}

TEST_CASE("ACS-signed is only what has an ACS signature that holds") {
  Artifact artifact;
  CHECK_FALSE(is_acs(artifact));
  artifact.signatures.resize(1);
  artifact.signatures.front().kind = SignatureKind::acs;
  CHECK_FALSE(is_acs(artifact));
  artifact.signatures.front().holds = true;
  CHECK(is_acs(artifact));
  for (const SignatureKind kind : {SignatureKind::unknown, SignatureKind::private_trust, SignatureKind::private_policy,
                                   SignatureKind::other_root, SignatureKind::other}) {
    artifact.signatures.front().kind = kind;
    CHECK_FALSE(is_acs(artifact));
  }
  artifact.signatures.front().kind = SignatureKind::acs;
  Artifact package;
  package.contents = {artifact};
  CHECK(is_acs(package));
}
