#pragma once

#include "base/result.hpp"
#include "integration/text_template.hpp"
#include "policy/loader.hpp"
#include "rollout/rollout.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// An installer of a build on offer: the file's name and SHA-256.
struct OfferedFile {
  std::string name;
  std::string sha256; ///< 64 lower-case hex digits
};

/// What an integration is made for.
struct Emission {
  const Rollout &rollout;
  const LoadedPolicy &policy;
  const Product &product;
  std::vector<OfferedFile> files; ///< one for each of `rollout.offer`, in its order
  std::string root_der;           ///< a root certificate to bring to hosts, as DER; empty: none
};

/// A file to be written: its path below the folder, with `/`, and its bytes.
struct EmittedFile {
  std::string path;
  std::string bytes;
};
using EmittedFiles = std::vector<EmittedFile>;

/// One ACS and one legacy build for each architecture, the highest of each on offer.
struct DeploymentType {
  bool acs = false;
  std::string arch;
  std::string build;
  OfferedFile file;
};

/// ACS builds first, then by architecture. An error names a build on offer that can't be made one of.
[[nodiscard]] Result<std::vector<DeploymentType>> deployment_types(const Emission &emission);

/// The command that installs it through the gate, as ConfigMgr and Intune take it. `program_files` is the environment variable in
/// which their agent has the folder of programs of the host's own width: `%ProgramFiles%`. It is theirs to expand.
[[nodiscard]] Result<std::string> install_command(const Emission &emission, const DeploymentType &type,
                                                  std::string_view program_files);

/// The words that decide, of the tokens that the requirement script prints: `acs`, or `legacy` with `unknown` where the policy
/// lets hosts of which too little is known have legacy builds.
[[nodiscard]] std::vector<std::string> accepted_tokens(const Emission &emission, bool acs);

/// The values that every template may use.
[[nodiscard]] TemplateValues common_values(const Emission &emission);

/// A template filled. Scripts and what else Windows' own tools read get Windows' line ends, documents do not.
[[nodiscard]] Result<EmittedFile> emitted(std::string path, std::string_view text, const TemplateValues &values);

/// Checks the root against the policy and answers its values for the remediation: one row, or none where there is no root.
[[nodiscard]] Result<std::vector<Row>> root_rows(const Emission &emission);

/// Everything of the folder that `emit configmgr` writes, but for the installers and programs themselves.
[[nodiscard]] Result<EmittedFiles> configmgr_files(const Emission &emission);
/// The same of `emit intune`.
[[nodiscard]] Result<EmittedFiles> intune_files(const Emission &emission);

} // namespace acsgate
