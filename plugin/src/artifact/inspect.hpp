#pragma once

#include "artifact/byte_source.hpp"
#include "artifact/signature.hpp"

namespace acsgate {

enum class ArtifactFormat : std::uint8_t { unknown, pe, msi, cab };

/// What a host makes of a file.
enum class ArtifactVerdict : std::uint8_t {
  needs_acs_support, ///< ACS-signed and integrity-checked, or a package that holds such a file
  acs_signed,        ///< ACS-signed; hosts without ACS support run it all the same, unless they check signatures themselves
  other_signed,      ///< signed by somebody else, and the signature holds
  not_signed,
  broken, ///< a signature does not hold, or the file can't be read
};

/// A file, judged. What it could not say is empty or nullopt.
struct Artifact {
  std::string name; ///< path, or the name in a package
  std::uint64_t size = 0;
  ArtifactFormat format = ArtifactFormat::unknown;
  ArtifactVerdict verdict = ArtifactVerdict::broken;
  std::string architecture;
  std::optional<bool> integrity_check; ///< of a PE only
  std::string file_version;
  std::string product_version;
  std::vector<Signature> signatures;
  std::vector<Artifact> contents; ///< the programs in a package
  ArtifactFindings findings;
};

[[nodiscard]] std::string_view name_of(ArtifactFormat format);
/// `needs-acs-support`, `acs-signed`, `other-signed`, `unsigned`, `broken`
[[nodiscard]] std::string_view name_of(ArtifactVerdict verdict);

/// True if the file, or a program in it, is signed with ACS, by a signature that holds.
[[nodiscard]] bool is_acs(const Artifact &artifact);

/// Reads the file once and judges its signatures at `now`. Holds some pieces of it in memory, never all.
[[nodiscard]] Artifact inspect(ByteSource &source, std::string name, Timestamp now);

} // namespace acsgate
