#pragma once

#include <cstddef>

namespace acsgate::test {

/// How often the program has asked for memory up to now.
[[nodiscard]] std::size_t allocations();

} // namespace acsgate::test
