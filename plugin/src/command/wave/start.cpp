#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_hosts.hpp"

#include "base/sha256.hpp"
#include "rollout/wave_plan.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct StartOptions : LedgerOptions {
  std::vector<std::string> files;
  std::string rollout;
  std::string by;
};

/// Tells attempts of one ledger from those of another. Nothing random, so that the same start gives the same ledger.
std::string new_ledger_id(const StartOptions &options, const BoundRollout &bound, std::size_t hosts, Timestamp now) {
  return sha256_hex(bound.rollout().digest + bound.policy.policy.digest + to_string(now) + std::to_string(hosts) + options.by)
      .substr(0, 8);
}

void assign(const Rollout &rollout, std::vector<LedgerHost> &hosts) {
  std::vector<PlannedHost> planned;
  planned.reserve(hosts.size());
  for (const LedgerHost &host : hosts) {
    planned.push_back({.key = host.key, .place = host.place, .fits = fitting_waves(rollout, host.identity(), host.place)});
  }
  assign_waves(rollout, planned);
  for (std::size_t index = 0; index < hosts.size(); ++index) {
    hosts[index].wave = planned[index].wave;
  }
}

Result<void> write(const StartOptions &options, const BoundRollout &bound, const std::vector<LedgerHost> &hosts, Timestamp now) {
  auto store = open_sqlite_ledger(options.ledger, true);
  auto ledger = store ? Ledger::begin(std::move(*store), true) : tl::unexpected(store.error());
  if (!ledger) {
    return tl::unexpected(ledger.error());
  }
  if (ledger->state().started()) {
    return tl::unexpected(Error{ErrorKind::input, options.ledger,
                                "holds a rollout already (" + ledger->state().rollout.name + ')',
                                "go on with acsgate wave next, or name another file"});
  }
  Result<void> done = ledger->append({.kind = "started",
                                      .at = now,
                                      .data = {{"by", options.by},
                                               {"ledger", new_ledger_id(options, bound, hosts.size(), now)},
                                               {"policy_digest", bound.policy.policy.digest},
                                               {"rollout", bound.loaded.canonical},
                                               {"rollout_digest", bound.rollout().digest}}});
  std::vector<const LedgerHost *> pointers;
  pointers.reserve(hosts.size());
  for (const LedgerHost &host : hosts) {
    pointers.push_back(&host);
  }
  for (const Event &event : host_events(pointers, now)) {
    done = done ? ledger->append(event) : std::move(done);
  }
  done = done ? ledger->settle(now) : std::move(done);
  done = done ? ledger->commit() : std::move(done);
  if (done) {
    std::cout << bound.rollout().name << ": started with " << hosts.size() << (hosts.size() == 1 ? " host" : " hosts")
              << "; head " << ledger->head().text() << '\n';
  }
  return done;
}

int start(const StartOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  const auto bound = load_bound_rollout(options.rollout);
  if (!bound) {
    return fail(bound.error(), ExitProfile::standard);
  }
  std::vector<LedgerHost> hosts;
  bool good = WaveHosts(*bound, *now).read(options.files, [&](LedgerHost host) { hosts.push_back(std::move(host)); });
  std::vector<std::string_view> keys;
  std::vector<std::string_view> names;
  for (const LedgerHost &host : hosts) {
    keys.push_back(host.key);
    names.push_back(host.name);
  }
  good = !report_duplicates(keys, names) && good;
  if (!good || hosts.empty()) {
    return fail({ErrorKind::input, "",
                 hosts.empty() ? "there are no hosts" : "the rollout is not started, because of what is named above",
                 "mend the fleet file and start again"},
                ExitProfile::standard);
  }
  assign(bound->rollout(), hosts);
  const auto done = write(options, *bound, hosts, *now);
  return done ? 0 : fail(done.error(), ExitProfile::standard);
}

} // namespace

void add_wave_start(CLI::App &wave, int &exit_code) {
  CLI::App *command =
      wave.add_subcommand("start", "Begin a rollout: pin it and its policy in a new ledger, with the hosts and their waves");
  const auto options = std::make_shared<StartOptions>();
  command->add_option("FLEET", options->files, "Facts of the hosts, one document a line; - reads standard input")->required();
  command->add_option("--rollout", options->rollout, "The rollout")->required()->check(refuse_empty)->type_name("FILE");
  command->add_option("--by", options->by, "Name of the person who starts it")
      ->required()
      ->check(refuse_empty)
      ->type_name("NAME");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = start(*options); });
}

} // namespace acsgate
