#pragma once

#include <string_view>

namespace acsgate {

/// Where a Windows path leads by its form alone (Microsoft, "File path formats on Windows systems").
enum class PathForm {
  local,   ///< a drive of this machine, or relative
  network, ///< `\\host\share`, `\\?\UNC\host`, `//host/share`: opening it may hand credentials to that host
  device,  ///< `\\.\pipe\x`, `\\?\GLOBALROOT\…`, `NUL`, `COM1:`: no file at all
};

[[nodiscard]] PathForm windows_path_form(std::string_view given);

} // namespace acsgate
