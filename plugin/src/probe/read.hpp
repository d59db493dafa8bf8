#pragma once

#include "facts/registry/registry_view.hpp"

#include <string>
#include <string_view>

namespace acsgate {

/// What a port gives: a value, or what stood in the way of it, told apart as in the registry (see ReadStatus).
template <class T> using ProbeRead = RegistryRead<T>;

/// `wmi: denied`: for the source of a group of facts, which is where a person looks for the reason.
[[nodiscard]] std::string failed_source(std::string_view port, ReadStatus status);

} // namespace acsgate
