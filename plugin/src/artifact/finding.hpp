#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acsgate {

/// What is found of a file or of one of its signatures, each with a stable code and its words.
enum class FindingCode : std::uint8_t {
  acs,
  acs_by_root,
  private_trust,
  private_policy,
  other_root,
  other_authority,
  holds_by_stamp,
  stamp_not_pinned,
  no_stamp,
  lifetime_signing,
  expired,
  not_yet_valid,
  stamp_broken,
  stamp_untimely,
  digest_mismatch,
  forged,
  unsupported,
  unreadable_signature,
  no_certificate,
  chain_purpose,
  chain_authority,
  chain_validity,
  no_signature,
  integrity_checked,
  contents_need_acs,
  contents_acs_signed,
  contents_not_read,
  contents_partly_read,
  contents_broken,
  damaged,
  unknown_format,
};

struct ArtifactFinding {
  FindingCode code;
  std::string argument;
};

using ArtifactFindings = std::vector<ArtifactFinding>;

struct FindingRow {
  FindingCode code;
  std::string_view name; ///< `SIGNATURE.ACS`
  LocalText text;        ///< {0}: the argument
};

[[nodiscard]] const FindingRow &row_of(FindingCode code);
[[nodiscard]] std::string finding_text(const ArtifactFinding &finding, Language language);

} // namespace acsgate
