#pragma once

#include "base/result.hpp"
#include "rollout/event.hpp"

#include <functional>
#include <memory>
#include <string>

namespace acsgate {

/// Where the events of a ledger are kept. Whatever keeps rows in order and has one writer at a time can take SQLite's place: a
/// database server, say, with these four as one transaction.
class LedgerStore {
public:
  using OnEvent = std::function<Result<void>(StoredEvent)>;

  LedgerStore() = default;
  virtual ~LedgerStore() = default;
  LedgerStore(const LedgerStore &) = delete;
  LedgerStore &operator=(const LedgerStore &) = delete;

  /// Begins a transaction. A `writer` keeps all others out until it is done, so that nobody decides on what another is about to
  /// change; it waits for them for at most a minute. A reader sees one moment.
  [[nodiscard]] virtual Result<void> begin(bool writer) = 0;
  /// Hands over every event in order of number; ends with the first error of `on_event`.
  [[nodiscard]] virtual Result<void> read(const OnEvent &on_event) = 0;
  /// Adds one at the end.
  [[nodiscard]] virtual Result<void> append(const StoredEvent &event) = 0;
  /// Makes what was appended last: it is on the disk when this returns. What is not committed was never there.
  [[nodiscard]] virtual Result<void> commit() = 0;
};

/// Opens a ledger in one SQLite file on a local disk (WAL, synchronous=FULL), or makes it. Files on network shares are refused:
/// their locks do not hold what two controllers need (sqlite.org/wal.html, "all processes must be on the same host").
[[nodiscard]] Result<std::unique_ptr<LedgerStore>> open_sqlite_ledger(const std::string &path, bool create);

/// The name of the network file system that this kind (`f_type` of Linux's statfs) is, or empty for others. File systems in user
/// space count: what is behind them can't be told.
[[nodiscard]] std::string_view network_file_system(std::uint32_t kind);

} // namespace acsgate
