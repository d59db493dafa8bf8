#include "rollout/zone.hpp"

#include <algorithm>

namespace acsgate {

Zone::Zone(std::string name, std::vector<Change> changes) : m_name(std::move(name)), m_changes(std::move(changes)) {}

std::size_t Zone::index_at(Timestamp time) const {
  const auto after = std::ranges::upper_bound(m_changes, time, {}, &Change::from);
  return after == m_changes.begin() ? 0 : static_cast<std::size_t>(after - m_changes.begin()) - 1;
}

LocalSeconds Zone::local(Timestamp time) const {
  return LocalSeconds(time.time_since_epoch() + m_changes[index_at(time)].offset);
}

Timestamp Zone::first_moment(LocalSeconds time) const {
  const Timestamp as_utc(time.time_since_epoch());
  // No zone is more than a day from UTC, so that the change that matters lies within two days.
  for (std::size_t index = index_at(as_utc - std::chrono::days(2)); index < m_changes.size(); ++index) {
    const Timestamp moment = as_utc - m_changes[index].offset;
    const Timestamp begin = index == 0 ? Timestamp::min() : m_changes[index].from;
    if (index + 1 == m_changes.size() || moment < m_changes[index + 1].from) {
      return std::max(moment, begin); // before `begin`: the time is left out, or was shown by the offset before
    }
  }
  return as_utc;
}

} // namespace acsgate
