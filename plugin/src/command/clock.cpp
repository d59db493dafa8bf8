#include "command/clock.hpp"

namespace acsgate {

Result<Timestamp> parse_now(const std::string &now) {
  if (now.empty()) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  const auto time = parse_timestamp(now);
  if (!time) {
    return tl::unexpected(
        Error{ErrorKind::usage, "", "--now " + now + " is not a time with a zone", "write it as 2026-11-22T10:00:00Z"});
  }
  return *time;
}

} // namespace acsgate
