#include "rollout/ledger.hpp"

#include "rollout/engine.hpp"

#include <algorithm>

namespace acsgate {

Result<Ledger> Ledger::begin(std::unique_ptr<LedgerStore> store, bool writer) {
  Ledger ledger(std::move(store));
  if (auto begun = ledger.m_store->begin(writer); !begun) {
    return tl::unexpected(std::move(begun.error()));
  }
  const auto read = ledger.m_store->read([&](const StoredEvent &stored) -> Result<void> {
    if (auto followed = follow(stored, ledger.m_head); !followed) {
      return followed;
    }
    const auto event = parse_event(stored.body, stored.number);
    return event ? apply(ledger.m_state, *event, stored.number) : tl::unexpected(event.error());
  });
  return read ? Result<Ledger>(std::move(ledger)) : tl::unexpected(read.error());
}

Result<void> Ledger::append(const Event &event) {
  if (auto applied = apply(m_state, event, m_head.number + 1); !applied) {
    return applied;
  }
  return m_store->append(link(event, m_head));
}

Result<void> Ledger::settle(Timestamp now) {
  for (auto events = acsgate::settle(m_state, now); !events.empty(); events = acsgate::settle(m_state, now)) {
    for (const Event &event : events) {
      if (auto appended = append(event); !appended) {
        return appended;
      }
    }
  }
  return {};
}

Result<void> Ledger::settle_unkept(Timestamp now) {
  for (auto events = acsgate::settle(m_state, now); !events.empty(); events = acsgate::settle(m_state, now)) {
    for (const Event &event : events) {
      if (auto applied = apply(m_state, event, m_head.number + 1); !applied) {
        return applied;
      }
    }
  }
  return {};
}

Timestamp event_time(const LedgerState &state, Timestamp now) { return std::max(state.clock, now); }

} // namespace acsgate
