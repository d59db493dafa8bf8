#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace acsgate {

/// Identity of a servicing package, `Name~PublicKeyToken~Architecture~Language~Version`. The parts borrow from the text.
struct PackageIdentity {
  std::string_view name;     ///< `Package_for_RollupFix`
  std::string_view arch;     ///< `amd64`
  std::string_view language; ///< `en-US`; empty where the package is for all
  std::string_view version;  ///< `17763.2114.1.9`
};

/// Nothing where `text` is anything but a whole identity: a token of 16 hex digits and a version of four numbers are asked for,
/// so that one that was cut off is not taken for another.
[[nodiscard]] std::optional<PackageIdentity> parse_package_identity(std::string_view text);

/// The name of the operating system's cumulative update. Its version begins with build and revision.
inline constexpr std::string_view k_rollup_package = "Package_for_RollupFix";

/// What each update is named: `Package_for_RollupFix`, `Package_for_KB5006729`, `Package_for_DotNetRollup_481`.
inline constexpr std::string_view k_update_package = "Package_for_";

/// What a single update is named, with its number: `Package_for_KB5006729`.
inline constexpr std::string_view k_kb_package = "Package_for_KB";

/// The system itself: on every edition and version, there from the first day and not to be removed.
inline constexpr std::string_view k_foundation_package = "Microsoft-Windows-Foundation-Package";

struct BuildRevision {
  std::uint32_t build = 0;
  std::uint32_t ubr = 0;
};

/// `17763.2114.1.9`: the first two parts are build and revision.
[[nodiscard]] std::optional<BuildRevision> parse_rollup_version(std::string_view version);

/// `amd64` as os.arch names it, `x64`; empty for names that are no architecture of a Windows system.
[[nodiscard]] std::string_view os_arch(std::string_view processor_architecture);

} // namespace acsgate
