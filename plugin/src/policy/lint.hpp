#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "policy/loader.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

enum class Severity : std::uint8_t { error, warning };

/// Something that the author of a policy should look at.
struct Finding {
  Severity severity = Severity::warning;
  std::string_view code;    ///< stable: `lint.loosened`, or the code of an error in mistake.hpp
  std::string file;         ///< empty where it belongs to no file
  std::uint32_t line = 0;   ///< from 1; 0 where the position is not known
  std::uint32_t column = 0; ///< in bytes, from 1
  std::string what;         ///< one sentence without a full stop
  std::string fix;          ///< what to do; may be empty
};

/// What `lint` found, in the order of files and lines.
struct LintResult {
  std::vector<Finding> findings;
  std::size_t inherited =
      0; ///< warnings on what an overlay did not touch: its author can't act on them, so they are only counted
};

/// How near the end of a term may be before an author is reminded.
inline constexpr std::chrono::days k_review_notice{30};
/// A table of updates that is older than this has missed three monthly releases.
inline constexpr std::chrono::days k_table_age{90};

/// Looks a loaded policy through for what loads, but is most likely not meant. Pure; `now` is what dates are compared with.
[[nodiscard]] LintResult lint(const LayeredPolicy &policy, Timestamp now);

/// An error of the loader as a finding.
[[nodiscard]] Finding finding_of(const Error &error);

} // namespace acsgate
