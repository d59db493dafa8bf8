#pragma once

#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// `pattern` with `{0}` to `{9}` replaced by the values; one that is not given becomes empty. Braces in values stay as they are.
[[nodiscard]] std::string fill_placeholders(std::string_view pattern, std::span<const std::string> values);

} // namespace acsgate
