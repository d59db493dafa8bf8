#pragma once

#include "base/text.hpp"
#include "base/time.hpp"
#include "base/version.hpp"
#include "facts/facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Most requirements, and most builds asked for in one evaluation: verdicts have room for these and no more.
inline constexpr std::size_t k_max_requirements = 16;

/// Where a fact in the policy comes from.
struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::optional<Date> known_until; ///< the last day of which the source could tell; needed for sources of update rows
};

enum class Capability : std::uint8_t {
  native, ///< every build of the platform can verify ACS signatures
  never,  ///< no update exists that would make the build able to
  floor,  ///< from a revision, or a named update, on
};

/// One row of the platform table.
struct Platform {
  std::string id;
  std::string title;
  std::uint32_t build = 0;
  bool and_later = false;        ///< the row also holds for every higher build without a row of its own
  OsType type = OsType::unknown; ///< unknown: client and server alike
  Capability capability = Capability::never;
  std::uint32_t min_ubr = 0;
  std::vector<Kb> proof_kb;     ///< as the row names them, in its order
  std::vector<std::string> esu; ///< programmes without which the update can't be had; may be empty
  LocalText note;
  LocalText remedy; ///< in place of the requirement's remedy
  std::string source;

  // Worked out from the update table when the policy is loaded:
  std::vector<Kb> rollup_proofs;        ///< sorted: cumulative updates at or above the floor
  std::vector<Kb> security_only_proofs; ///< sorted: named updates that need not move the UBR
  Kb horizon = 0;                       ///< highest KB that the table's source knew; above it nothing is known
};

enum class UpdateKind : std::uint8_t { regular, preview, out_of_band, hotpatch, unspecified, monthly_rollup, security_only };

/// One row of the update table: this KB brings this build to this revision.
struct Update {
  std::uint32_t build = 0;
  std::optional<std::uint32_t> ubr; ///< not known for monthly rollups and security-only updates
  Kb kb = 0;
  Date released;
  UpdateKind kind = UpdateKind::regular;
  std::string source;
};

/// Extended Security Updates programme, with the activation ids by which a licence is recognised.
struct EsuProgramme {
  std::string id;
  std::string title;
  std::vector<std::string> activation_ids;
  std::string source;
};

enum class EvidenceSource : std::uint8_t { native, ubr, rollup_package, hotfix };
enum class RequirementKind : std::uint8_t { update, root_certificate, no_pending_reboot };
/// What a requirement that is not met does to the host's decision.
enum class Effect : std::uint8_t { legacy, hold };

struct Requirement {
  std::string id;
  RequirementKind kind = RequirementKind::update;
  LocalText title;
  LocalText remedy;     ///< `{kb}` stands for the named updates of the host's platform
  LocalText esu_remedy; ///< added to it where the platform names ESU programmes
  bool waivable = false;
  std::string source;
  // update
  std::vector<EvidenceSource> evidence;
  Effect on_pending = Effect::hold;
  // root_certificate
  std::string root_title;
  Thumbprint sha1;
  Thumbprint sha256;
  bool absent_with_auto_update_fails = true;
  // no_pending_reboot
  std::vector<std::string> signals;
  Effect on_fail = Effect::hold;
};

/// A product generation, `20.0`: builds from `first_acs` on are ACS builds, those before are legacy builds.
struct Line {
  std::string id;
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  Version first_acs; ///< the patch is always known
  Date released;
  std::vector<std::uint32_t> patches; ///< patch levels that were ever released, sorted
  bool installer_self_check = true;
  std::vector<std::string> platforms; ///< platforms that the vendor supports; empty: not restricted
  std::string source;
};

/// Decides a product by release date alone, where its builds have not been named.
struct ReleaseRule {
  Date legacy_before; ///< released before this day: legacy
  Date acs_from;      ///< released on this day or later: ACS; between the two nobody knows
};

/// What counts where a file's signature and the table of builds say different things of whether it is an ACS build.
enum class ArtifactLeads : std::uint8_t { neither, policy, signature };

struct Product {
  std::string id;
  LocalText title;
  std::vector<std::string> aliases;
  std::vector<std::size_t> requires_; ///< indices into Policy::requirements
  LocalText because;                  ///< why nothing is required; given when `requires_` is empty
  std::vector<Line> lines;
  std::optional<ReleaseRule> release_rule;
  ArtifactLeads artifact_leads = ArtifactLeads::neither;
  std::vector<LocalText> notes;
  std::optional<Date> as_of;
  std::optional<Date> review_by;
  std::string source;
};

/// Something to tell people beside the decision: a risk of staying on legacy builds, or a statement of the vendor.
struct Statement {
  std::string id;
  LocalText text;
  std::string source;
};

enum class OnUnknown : std::uint8_t { legacy, hold };

/// A loaded policy: checked, merged with its overlay and its tables, never changed afterwards.
struct Policy {
  std::string name;
  std::string version;
  Date issued;
  Duration facts_max_age{};
  OnUnknown on_unknown = OnUnknown::legacy;
  Date legacy_until; ///< whatever was released before this day is a legacy build
  std::vector<Source> sources;
  std::vector<Platform> platforms; ///< sorted by build, then type
  std::vector<Update> updates;     ///< sorted by build, release date, KB
  std::vector<EsuProgramme> esu_programmes;
  std::vector<Requirement> requirements;
  std::vector<Product> products;
  std::vector<Statement> risks;
  std::vector<Statement> statements;
  std::string digest; ///< `sha256:` and 64 hex digits, of the canonical form

  /// The product with this id or alias, or null.
  [[nodiscard]] const Product *find_product(std::string_view id_or_alias) const;
  [[nodiscard]] const Source *find_source(std::string_view id) const;
};

} // namespace acsgate
