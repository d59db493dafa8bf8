#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace acsgate {

/// SHA-256 (FIPS 180-4) of `bytes` as 64 lower-case hex digits, or empty if the system's implementation failed.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Gives the next piece of what is hashed, good until the next call; empty at the end.
using NextPiece = std::function<std::string_view()>;

/// The same of bytes that are too many to be held at once.
[[nodiscard]] std::string sha256_hex_of_pieces(const NextPiece &next);

} // namespace acsgate
