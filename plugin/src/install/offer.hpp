#pragma once

#include "base/result.hpp"
#include "base/version.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// What somebody says that a package is; the policy must agree.
enum class PackageKind : std::uint8_t { any, acs, legacy };

/// An installer that is offered.
struct Package {
  std::string module;
  Version build;
  std::string arch;   ///< `x64`, `x86`, `arm64`; empty: not known
  std::string file;   ///< path
  std::string sha256; ///< 64 lower-case hex digits; empty: whatever the file has
  PackageKind kind = PackageKind::any;
};

using Offer = std::vector<Package>;

/// Most packages of one manifest.
inline constexpr std::size_t k_max_packages = 256;

/// Loads an `acsgate.offer/v1` manifest, YAML or JSON. As strict as the policy loader. Files must lie in the folder of the
/// manifest, or below it.
[[nodiscard]] tl::expected<Offer, Errors> load_offer(const std::string &path);
/// The same for a text that was read already, of the manifest at `path`.
[[nodiscard]] tl::expected<Offer, Errors> load_offer_text(std::string_view text, const std::string &path);

/// The manifest of the installers in a folder, and what in it is left out, with the reason.
struct WrittenManifest {
  std::string yaml;
  std::size_t packages = 0;
  std::vector<std::string> skipped;
};

/// What a file's signature says, as a manifest has it (`acs-signed`), or an error.
using SignatureWord = std::function<Result<std::string>(const std::string &path)>;

/// Hashes every installer in the folder whose name says what it is, and notes down what `signature` (may be empty) says of it.
[[nodiscard]] Result<WrittenManifest> write_manifest(const std::string &folder, const SignatureWord &signature = {});

/// The digest as manifests have it, or nothing if it is no SHA-256.
[[nodiscard]] std::optional<std::string> parse_sha256(std::string_view text);

} // namespace acsgate
