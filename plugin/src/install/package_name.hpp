#pragma once

#include "base/version.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// What the name of an installer says.
struct PackageName {
  std::string module; ///< `agent`
  Version build;
  std::string arch; ///< `x64` or `x86`
};

/// Reads names such as `Agent-Core-Windows-20.0.0-6690.x86_64.msi`, as the vendor gives them in its download centre. Nothing for
/// every other name: what a name does not say is not guessed.
[[nodiscard]] std::optional<PackageName> parse_package_name(std::string_view file_name);

/// The part of a path behind its last separator, `/` or `\`.
[[nodiscard]] std::string_view file_name_of(std::string_view path);

} // namespace acsgate
