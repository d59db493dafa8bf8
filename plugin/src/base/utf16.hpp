#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace acsgate {

void append_utf8(std::string &out, std::uint32_t code_point);

/// UTF-16 as UTF-8. Surrogates without a partner become U+FFFD, and an odd last byte is left out: a console or a program that
/// writes the registry can cut text anywhere.
[[nodiscard]] std::string utf8_from_utf16(std::string_view bytes, bool big_endian = false);

} // namespace acsgate
