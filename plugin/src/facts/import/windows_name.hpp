#pragma once

#include "facts/facts.hpp"

#include <string_view>

namespace acsgate {

/// True for what can be the name of a Windows computer without its domain: up to 63 bytes, no blanks and none of the characters
/// that Windows refuses, at least one letter or digit. Letters of every script are allowed.
[[nodiscard]] bool is_computer_name(std::string_view text);

/// True for a DNS name of at least two labels, such as `ad.example.jp`. IP addresses are none.
[[nodiscard]] bool is_dns_domain(std::string_view text);

/// True for a text that is worth keeping: not empty, at most 256 bytes, nothing in it that a terminal would act on.
[[nodiscard]] bool is_short_text(std::string_view text);

/// Client or server by the name of the system, which is the same in every language up to the edition: `Microsoft Windows Server
/// 2016 ...` or `Microsoft Windows 10 ...`. Unknown for other names.
[[nodiscard]] OsType type_of_windows(std::string_view product_name);

} // namespace acsgate
