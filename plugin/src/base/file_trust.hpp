#pragma once

#include "base/result.hpp"

#include <string_view>

namespace acsgate {

/// Refuses a path that leads to another machine (unless `allow_network`) or to a device: reading it could hand the machine's
/// credentials to somebody. Goes by the form of the path and, for a drive, by what is connected to it; opens nothing. On other
/// systems than Windows every path is fine.
[[nodiscard]] Result<void> refuse_far_path(std::string_view path, bool allow_network, ErrorKind kind);

/// Refuses a file that somebody who is no administrator may change, or put another in its place: the file, its folder, and every
/// folder above it up to the drive are looked at by handle, and none may be a link to elsewhere. On other systems than Windows
/// every file is fine.
[[nodiscard]] Result<void> refuse_writable_by_others(std::string_view path, ErrorKind kind);

} // namespace acsgate
