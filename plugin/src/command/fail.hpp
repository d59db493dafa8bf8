#pragma once

#include "base/result.hpp"
#include "report/exit_code.hpp"

namespace acsgate {

/// Reports the error, or each of them on a line of its own, and returns the exit code of the first.
int fail(const Error &error, ExitProfile profile);
int fail(const Errors &errors, ExitProfile profile);

} // namespace acsgate
