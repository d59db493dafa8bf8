#pragma once

#include <ctime>

namespace acsgate::test {

/// Seconds that this program has kept the processor busy (on Windows: that it has run), whatever else the machine does. For
/// limits far above what a test takes, which only something quadratic exceeds.
[[nodiscard]] inline double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

} // namespace acsgate::test
