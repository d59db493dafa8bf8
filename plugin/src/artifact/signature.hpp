#pragma once

#include "artifact/finding.hpp"
#include "artifact/hash.hpp"
#include "artifact/stamp.hpp"

#include <array>

namespace acsgate {

/// Whose signature it is, as far as that matters to hosts.
enum class SignatureKind : std::uint8_t {
  unknown,        ///< it could not be read so far
  acs,            ///< Azure Code Signing, public trust: the chain ends at the identity root
  private_trust,  ///< the same service, a root of the customer's own
  private_policy, ///< the same, for code integrity policies
  other_root,     ///< its certificate says ACS, its chain does not: a test profile, or made up
  other,
};

/// `acs`, `private-trust`, ...
[[nodiscard]] std::string_view name_of(SignatureKind kind);

struct ChainLink {
  std::string subject; ///< printable
  std::string name;    ///< the short form
  std::string sha256;
  Timestamp not_before;
  Timestamp not_after;
};

/// One Authenticode signature, judged.
struct Signature {
  bool nested = false;
  bool holds = false;   ///< everything about it is right at the time of the judgement
  bool expired = false; ///< nothing but the time is wrong
  SignatureKind kind = SignatureKind::unknown;
  std::optional<HashAlgorithm> digest_algorithm;
  std::string digest;          ///< as signed, hex
  std::optional<bool> matches; ///< the file has that digest
  bool page_hashes = false;
  std::string signer; ///< printable
  std::vector<std::string> purposes;
  std::vector<ChainLink> chain; ///< the leaf first
  std::string root;             ///< where the chain ends
  bool root_there = false;
  bool root_pinned = false;
  std::vector<Stamp> stamps;
  ArtifactFindings findings;
};

/// The digests of a file, by algorithm; empty where not computed.
using FileDigests = std::array<std::string, k_hash_algorithms>;

/// A signature before the file's digest is known. The views are into the bytes that it was read from.
struct RawSignature {
  bool nested = false;
  std::string trouble; ///< why it can't be read; empty: it can
  SignedData data;
  std::optional<HashAlgorithm> algorithm;
  std::string_view digest;
  bool page_hashes = false;
};

/// Reads a signature and those nested in it, in order, and appends them: at most k_max_signatures in all.
void read_signatures(std::string_view bytes, std::vector<RawSignature> &found);

inline constexpr std::size_t k_max_signatures = 16;

/// Judges a signature at `now`.
[[nodiscard]] Signature judge_signature(const RawSignature &raw, const FileDigests &digests, Timestamp now);

} // namespace acsgate
