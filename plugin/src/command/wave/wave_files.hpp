#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace acsgate {

/// Writes a file in a folder, whole or not at all, in place of one that is there. Makes the folder.
[[nodiscard]] Result<void> put_file(const std::string &folder, const std::string &name, std::string_view bytes);

} // namespace acsgate
