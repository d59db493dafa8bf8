#include "host/event_log.hpp"

namespace acsgate {

bool has_event_log() { return false; }

Result<void> write_event(const Event & /*event*/) {
  return tl::unexpected(Error{ErrorKind::usage, "", "this machine has no event log", ""});
}

} // namespace acsgate
