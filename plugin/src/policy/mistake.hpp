#pragma once

#include <string_view>

/// Stable names of what can be wrong with a policy, for programs that read what `policy lint` prints.
namespace acsgate::mistake {

inline constexpr std::string_view k_unreadable = "policy.unreadable";   ///< a file can't be read, or is too large
inline constexpr std::string_view k_syntax = "policy.syntax";           ///< no YAML, JSON or CSV, or more of it than is accepted
inline constexpr std::string_view k_file = "policy.file-reference";     ///< a file is named that must not, or does not exist
inline constexpr std::string_view k_missing_key = "policy.missing-key"; ///< a key that must be there is not
inline constexpr std::string_view k_unknown_key = "policy.unknown-key"; ///< a key that nobody asks for
inline constexpr std::string_view k_unknown_name = "policy.unknown-name"; ///< a reference to nothing
inline constexpr std::string_view k_duplicate = "policy.duplicate";       ///< something stands there twice
inline constexpr std::string_view k_order = "policy.order";               ///< a table is not sorted
inline constexpr std::string_view k_bad_value = "policy.bad-value";       ///< every other value that can't be
inline constexpr std::string_view k_more = "policy.more";                 ///< counts the mistakes that are not named

} // namespace acsgate::mistake
