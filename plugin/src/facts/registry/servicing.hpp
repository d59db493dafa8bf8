#pragma once

#include "facts/facts.hpp"

#include <cstdint>
#include <string_view>

namespace acsgate {

/// Component based servicing keeps its packages and what waits for a restart here, since Windows Vista.
inline constexpr std::string_view k_servicing_key = R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing)";
inline constexpr std::string_view k_packages_key =
    R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages)";

/// What a package's `CurrentState` means (Microsoft, "CBS servicing states chart").
[[nodiscard]] PackageState package_state(std::uint32_t current_state);

} // namespace acsgate
