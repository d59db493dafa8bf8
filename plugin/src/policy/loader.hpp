#pragma once

#include "base/result.hpp"
#include "policy/document.hpp"
#include "policy/policy.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// What stands for the policy compiled in among the files of a policy.
inline constexpr std::string_view k_builtin_name = "<builtin>";

/// A policy with the merged document that it was read from.
struct LoadedPolicy {
  Policy policy;
  Document document;     ///< merged; marks say where each value came from
  std::string canonical; ///< one line of JSON; the digest covers it
};

/// What a file lays over the policy that it extends.
struct Overlay {
  LoadedPolicy base;     ///< the policy below, with the same Document::files
  Node own;              ///< the file as it is written, its tables read in; with its `extends`
  std::size_t own_files; ///< so many of Document::files, from the first, are the file and its tables
};

/// A policy and what it is made of, for those who look at how it came about.
struct LayeredPolicy {
  LoadedPolicy merged;
  std::optional<Overlay> overlay; ///< nullopt where the file extends nothing
};

/// Loads the policy that is compiled in.
[[nodiscard]] tl::expected<LoadedPolicy, Errors> load_builtin_policy();

/// Loads a policy file, YAML or canonical JSON (which begins with `{`), with the files it refers to and the policy it extends.
/// Referenced files must lie in the folder of the file that names them, or below it; a policy that `extends` a file may name one
/// there too. At most 8 policies may extend one another.
[[nodiscard]] tl::expected<LoadedPolicy, Errors> load_policy(std::string_view path);

/// The same with what the file itself says kept apart. An empty path: the policy compiled in.
[[nodiscard]] tl::expected<LayeredPolicy, Errors> load_layered_policy(std::string_view path);
[[nodiscard]] tl::expected<LayeredPolicy, Errors> load_layered_policy_text(std::string_view text, std::string_view name);

/// The same as load_policy for a text that was read already. It may extend the policy compiled in; files that it refers to are
/// looked for beside `name`.
[[nodiscard]] tl::expected<LoadedPolicy, Errors> load_policy_text(std::string_view text, std::string_view name);

} // namespace acsgate
