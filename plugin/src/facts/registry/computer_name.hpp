#pragma once

#include <string_view>

namespace acsgate {

/// Where the value ComputerName has the machine's name: as it is now, and as it will be after a restart.
inline constexpr std::string_view k_active_name = R"(SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName)";
inline constexpr std::string_view k_next_name = R"(SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName)";

} // namespace acsgate
