#pragma once

#include "facts/registry/registry_view.hpp"

#include <optional>
#include <string>

namespace acsgate {

/// The text of the machine's halt: the value `Halt` of HKLM\SOFTWARE\acsgate, which stays over restarts. Nothing only where the
/// value is known not to be there: one that can't be read, or that is no text, halts as well and says so.
[[nodiscard]] std::optional<std::string> read_halt(RegistryView &registry);

} // namespace acsgate
