#pragma once

#include "facts/import/reg_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acsgate {

inline constexpr char k_place_end = '\x01';

/// `SOFTWARE\Microsoft` as a place: lower case, each part with its end.
[[nodiscard]] std::string place_of(std::string_view path);

/// Where each key of the file lies below HKEY_LOCAL_MACHINE, in the order of the file, with mounted hives and control sets put
/// in their place; empty for keys that lie elsewhere. An error if the file holds two registries.
[[nodiscard]] Result<std::vector<std::string>> reg_places(const RegFile &file, const std::string &name);

} // namespace acsgate
