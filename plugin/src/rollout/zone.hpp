#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acsgate {

/// Local time, counted as if it were UTC.
using LocalSeconds = std::chrono::local_seconds;

/// The offsets of one time zone. A value: no global state, the same answer on every system.
/// Times before the first change have the first offset.
class Zone {
public:
  struct Change {
    Timestamp from;
    Duration offset{}; ///< of local time east of UTC, from then on
  };

  /// UTC
  Zone() = default;
  /// `changes` are sorted by time and not empty.
  Zone(std::string name, std::vector<Change> changes);

  [[nodiscard]] const std::string &name() const { return m_name; }
  [[nodiscard]] LocalSeconds local(Timestamp time) const;
  /// The first moment at which the clock of the zone shows `time` or later: the earlier of the two that an hour turned back
  /// shows, and the moment of the change for a time that an hour set forward leaves out.
  [[nodiscard]] Timestamp first_moment(LocalSeconds time) const;

private:
  [[nodiscard]] std::size_t index_at(Timestamp time) const;

  std::string m_name = "UTC";
  std::vector<Change> m_changes{{Timestamp(), Duration(0)}};
};

/// The zone of an IANA name such as `Europe/Berlin`, with the changes from 1970 to 2100, read from the system's time zone data by
/// its C library. Nothing where the system has no such zone; where a system has none at all, only `UTC` is found.
[[nodiscard]] std::optional<Zone> find_zone(const std::string &name);

} // namespace acsgate
