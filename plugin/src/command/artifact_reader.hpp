#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>

namespace acsgate {

/// Reads the signatures of installers. The build picks one of two implementations for each program by file, as it does with the
/// set of commands: artifact_reader_tools.cpp reads; artifact_reader_host.cpp does not, so that acsgate.exe stays small.

/// The code of the error for a file that is neither a program nor a package.
inline constexpr std::string_view k_no_artifact = "artifact.unknown-format";

/// Whether the file is, judged at `now`, signed with ACS; nothing in a program that does not read signatures. A file that is broken, or whose
/// signature does not hold, is an error.
[[nodiscard]] Result<std::optional<bool>> artifact_is_acs(const std::string &path, Timestamp now);

/// The verdict on the file in one word (`acs-signed`); empty in a program that does not read signatures, and for a file that
/// can't have any. The same other errors.
[[nodiscard]] Result<std::string> artifact_word(const std::string &path, Timestamp now);

} // namespace acsgate
