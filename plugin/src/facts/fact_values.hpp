#pragma once

#include "facts/facts.hpp"

#include <optional>
#include <string_view>

namespace acsgate {

/// `KB5005625`: the letters in either case, then 4 to 8 digits without a leading zero.
[[nodiscard]] std::optional<Kb> parse_kb(std::string_view text);

/// 40 (SHA-1) or 64 (SHA-256) hex digits in either case, nothing between them.
[[nodiscard]] std::optional<Thumbprint> parse_thumbprint(std::string_view text);
/// The same, straight into a fresh one; false where `text` is none, and the thumbprint is spoilt then.
[[nodiscard]] bool read_thumbprint(std::string_view text, Thumbprint &thumbprint);

/// `ok`, `absent`, `denied`, `error` or `unsupported`.
[[nodiscard]] std::optional<GroupStatus> parse_group_status(std::string_view text);

} // namespace acsgate
