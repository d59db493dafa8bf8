#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// RFC 4648 base64 with padding, on one line.
[[nodiscard]] std::string base64_of(std::string_view bytes);

/// The bytes of base64 with padding; spaces and line ends are passed over. Nothing where it is anything else.
[[nodiscard]] std::optional<std::string> parse_base64(std::string_view text);

} // namespace acsgate
