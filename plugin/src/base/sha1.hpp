#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace acsgate {

/// SHA-1 (FIPS 180-4) of `bytes`, or nothing if the system's implementation failed. Windows names certificates by it; nothing
/// is trusted on its strength alone.
[[nodiscard]] std::optional<std::array<std::uint8_t, 20>> sha1(std::string_view bytes);

} // namespace acsgate
