#include "command/fail.hpp"

#include "base/log.hpp"

namespace acsgate {

int fail(const Error &error, ExitProfile profile) { return fail(Errors{error}, profile); }

int fail(const Errors &errors, ExitProfile profile) {
  for (const Error &error : errors) {
    report_error(to_string(error));
  }
  return exit_code(errors.front().kind, profile);
}

} // namespace acsgate
