#pragma once

#include <string>
#include <string_view>

namespace acsgate {

/// SHA-256 (FIPS 180-4) of `bytes` as 64 lower-case hex digits, or empty if the system's implementation failed.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace acsgate
