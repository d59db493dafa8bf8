#pragma once

#include <string>
#include <string_view>

namespace acsgate {

/// A name as part of a file name: letters, digits, `-`, `_` and `.` stay, everything else becomes `_`.
[[nodiscard]] std::string file_word(std::string_view name);
/// `02-early`: number and name, so that names that differ in other letters only stay apart.
[[nodiscard]] std::string wave_file_word(std::size_t wave, std::string_view name);
/// A name as part of an Ansible group or variable name: letters, digits and `_`.
[[nodiscard]] std::string ansible_word(std::string_view name);
/// A registry file that sets the halt of a host to this text, or takes it away where there is none. UTF-16 with a byte order
/// mark, as regedit wants it.
[[nodiscard]] std::string halt_registry_file(const std::string *text);

} // namespace acsgate
