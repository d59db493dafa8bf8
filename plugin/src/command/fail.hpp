#pragma once

#include "base/result.hpp"
#include "report/exit_code.hpp"

#include <string>
#include <utility>

namespace acsgate {

/// What is wrong with the command line, and what to do.
[[nodiscard]] inline Error usage(std::string what, std::string fix = {}) {
  return {ErrorKind::usage, "", std::move(what), std::move(fix)};
}

/// Reports the error, or each of them on a line of its own, and returns the exit code of the first.
int fail(const Error &error, ExitProfile profile);
int fail(const Errors &errors, ExitProfile profile);

} // namespace acsgate
