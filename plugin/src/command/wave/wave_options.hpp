#pragma once

#include "command/log_options.hpp"
#include "policy/loader.hpp"
#include "rollout/ledger.hpp"
#include "rollout/loader.hpp"

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Options of every command on a ledger, as they were typed.
struct LedgerOptions : LogOptions {
  std::string ledger;
  std::string now;

  void add_to(CLI::App &app);
};

/// And of those with which a person answers for something.
struct PersonOptions : LedgerOptions {
  std::string by;
  std::string reason;

  void add_to(CLI::App &app);
  [[nodiscard]] nlohmann::json word() const { return {{"by", by}, {"reason", reason}}; }
};

void add_now(CLI::App &app, std::string &now);

/// A rollout and the policy that it names, fitted together.
struct BoundRollout {
  LoadedRollout loaded;
  LoadedPolicy policy;
  const Product *product = nullptr;

  [[nodiscard]] const Rollout &rollout() const { return loaded.rollout; }
};
[[nodiscard]] tl::expected<BoundRollout, Errors> load_bound_rollout(const std::string &path);

/// Opens the log and begins a transaction on a ledger that has been started.
[[nodiscard]] Result<Ledger> begin_ledger(const LedgerOptions &options, bool writer);

/// Runs `action` in a writing transaction, with the time of the event, and commits. Answers 0, or the exit code of the error.
/// `action` gets the ledger after everything that followed by itself was appended.
template <class Action> int with_ledger(const LedgerOptions &options, Action action);

/// An error where the rollout or its policy is not the one that the ledger has pinned.
[[nodiscard]] Result<void> refuse_other_rollout(const LedgerState &state, const BoundRollout &bound, const std::string &path);

} // namespace acsgate

#include "command/clock.hpp"
#include "command/fail.hpp"

namespace acsgate {

template <class Action> int with_ledger(const LedgerOptions &options, Action action) {
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  auto ledger = begin_ledger(options, true);
  if (!ledger) {
    return fail(ledger.error(), ExitProfile::standard);
  }
  Result<void> done = ledger->settle(*now);
  done = done ? action(*ledger, *now) : std::move(done);
  done = done ? ledger->settle(*now) : std::move(done);
  done = done ? ledger->commit() : std::move(done);
  return done ? 0 : fail(done.error(), ExitProfile::standard);
}

} // namespace acsgate
