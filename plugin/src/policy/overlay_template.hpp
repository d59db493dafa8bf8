#pragma once

#include "base/text.hpp"

#include <string>
#include <string_view>

namespace acsgate {

/// The commented overlay that an author starts from, compiled in from overlay_template.*.yaml. `{0}` stands for its name.
[[nodiscard]] std::string_view overlay_template_en();
[[nodiscard]] std::string_view overlay_template_ja();

/// A policy file that extends the policy compiled in and changes nothing but its name: every key that a site would change stands
/// in it as a comment, in `language`. `name` must be a policy name (see is_policy_name).
[[nodiscard]] std::string overlay_text(std::string_view name, Language language);

/// Letters, digits, dots, dashes and underscores of ASCII, at most 64, a letter or digit first: needs no quotes in YAML.
[[nodiscard]] bool is_policy_name(std::string_view name);

} // namespace acsgate
