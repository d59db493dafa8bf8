#pragma once

#include "rollout/ledger_state.hpp"
#include "rollout/ledger_store.hpp"

#include <memory>
#include <string>

namespace acsgate {

/// A ledger within one transaction: read, checked against its hashes, and its state worked out. What is appended counts once
/// `commit` has come back; until then, and if it never does, nothing was said.
class Ledger {
public:
  [[nodiscard]] static Result<Ledger> begin(std::unique_ptr<LedgerStore> store, bool writer);

  [[nodiscard]] const LedgerState &state() const { return m_state; }
  [[nodiscard]] const ChainHead &head() const { return m_head; }

  [[nodiscard]] Result<void> append(const Event &event);
  /// Appends what follows from the state by itself at `now`, until nothing more does.
  [[nodiscard]] Result<void> settle(Timestamp now);
  /// The same without keeping it: for those who only look.
  [[nodiscard]] Result<void> settle_unkept(Timestamp now);
  [[nodiscard]] Result<void> commit() { return m_store->commit(); }

private:
  explicit Ledger(std::unique_ptr<LedgerStore> store) : m_store(std::move(store)) {}

  std::unique_ptr<LedgerStore> m_store;
  LedgerState m_state;
  ChainHead m_head;
};

/// A time for an event that must not be lost although the clock may be behind: never before the latest event.
[[nodiscard]] Timestamp event_time(const LedgerState &state, Timestamp now);

} // namespace acsgate
