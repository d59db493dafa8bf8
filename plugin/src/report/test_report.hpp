#pragma once

#include "casebook/run.hpp"

#include <string>

namespace acsgate {

/// Test Anything Protocol, version 14: a line for each test, a YAML block behind each that failed, and the coverage as comments.
[[nodiscard]] std::string render_tap(const TestReport &report);

/// JUnit: a suite for each case file. Coverage stands in it only where it is a test.
[[nodiscard]] std::string render_junit(const TestReport &report);

} // namespace acsgate
