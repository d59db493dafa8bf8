#include "command/wave/wave_options.hpp"

#include "command/gate.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

void add_now(CLI::App &app, std::string &now) {
  app.add_option("--now", now, "Act as of this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME");
}

void LedgerOptions::add_to(CLI::App &app) {
  app.add_option("--ledger", ledger, "The ledger of the rollout, a file on a local disk")
      ->required()
      ->check(refuse_empty)
      ->type_name("FILE");
  add_now(app, now);
  LogOptions::add_to(app);
}

void PersonOptions::add_to(CLI::App &app) {
  app.add_option("--by", by, "Name of the person who decides this")->required()->check(refuse_empty)->type_name("NAME");
  app.add_option("--reason", reason, "Why")->required()->check(refuse_empty)->type_name("TEXT");
  LedgerOptions::add_to(app);
}

tl::expected<BoundRollout, Errors> load_bound_rollout(const std::string &path) {
  auto loaded = load_rollout(path);
  if (!loaded) {
    return tl::unexpected(std::move(loaded.error()));
  }
  const std::string policy_path = policy_path_of(loaded->rollout, path);
  auto policy = policy_path.empty() ? load_builtin_policy() : load_trusted_policy(policy_path, false, false);
  if (!policy) {
    return tl::unexpected(std::move(policy.error()));
  }
  if (Errors errors = bind_rollout(*loaded, policy->policy); !errors.empty()) {
    return tl::unexpected(std::move(errors));
  }
  BoundRollout bound{.loaded = std::move(*loaded), .policy = std::move(*policy)};
  bound.product = bound.policy.policy.find_product(bound.rollout().module);
  return bound;
}

Result<Ledger> begin_ledger(const LedgerOptions &options, bool writer) {
  if (auto log = options.open(); !log) {
    return tl::unexpected(std::move(log.error()));
  }
  auto store = open_sqlite_ledger(options.ledger, false);
  if (!store) {
    return tl::unexpected(std::move(store.error()));
  }
  auto ledger = Ledger::begin(std::move(*store), writer);
  if (ledger && !ledger->state().started()) {
    return tl::unexpected(Error{ErrorKind::input, options.ledger, "holds no rollout", "begin one with acsgate wave start"});
  }
  if (!ledger) {
    Error error = std::move(ledger.error());
    error.where = error.where.starts_with("event ") ? options.ledger + ": " + error.where : error.where;
    return tl::unexpected(std::move(error));
  }
  return ledger;
}

Result<void> refuse_other_rollout(const LedgerState &state, const BoundRollout &bound, const std::string &path) {
  const bool policy_changed = bound.policy.policy.digest != state.policy_digest;
  if (!policy_changed && bound.rollout().digest == state.rollout.digest) {
    return {};
  }
  return tl::unexpected(Error{ErrorKind::policy, path,
                              std::string(policy_changed ? "the policy" : "the rollout") +
                                  " is not the one that this ledger has pinned (" +
                                  (policy_changed ? state.policy_digest : state.rollout.digest).substr(0, 19) + ')',
                              "undo the change, or take it over with acsgate wave amend --by NAME --reason TEXT"});
}

} // namespace acsgate
