#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>

namespace acsgate {

/// The code of the error for a file that is neither a program nor a package.
inline constexpr std::string_view k_no_artifact = "artifact.unknown-format";

/// Whether the file, or a program in it, is signed with ACS, judged at `now`; nothing for a package that is not itself, and whose
/// contents were not all read (never on Windows): a vendor may have signed the programs in it alone. A file that is broken, or
/// whose signature does not hold, is an error.
[[nodiscard]] Result<std::optional<bool>> artifact_is_acs(const std::string &path, Timestamp now);

/// The verdict on the file in one word (`acs-signed`); empty for a file that can't have any. The same other errors.
[[nodiscard]] Result<std::string> artifact_word(const std::string &path, Timestamp now);

} // namespace acsgate
