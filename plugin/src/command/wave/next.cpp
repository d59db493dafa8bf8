#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_hosts.hpp"

#include "report/json_parts.hpp"
#include "report/wave_answer.hpp"
#include "rollout/engine.hpp"
#include "rollout/wave_plan.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr std::size_t k_most_claims = 10'000;

struct NextOptions : LedgerOptions {
  std::string rollout;
  std::size_t claim = 1;
  std::string ttl = "2h";
  std::string controller;
  std::vector<std::string> facts;
  std::string format = "json";
};

/// Takes over what newer facts say: hosts that became ready, and those that are no more.
Result<void> refresh(const NextOptions &options, const BoundRollout &bound, Ledger &ledger, Timestamp now) {
  std::vector<LedgerHost> changed;
  const bool good = WaveHosts(bound, now).read(options.facts, [&](LedgerHost host) {
    const auto known = ledger.state().by_key.find(host.key);
    if (known == ledger.state().by_key.end()) {
      PlannedHost planned{
          .key = host.key, .place = host.place, .fits = fitting_waves(bound.rollout(), host.identity(), host.place)};
      assign_waves(bound.rollout(), {&planned, 1});
      host.wave = planned.wave;
    } else {
      host.wave = ledger.state().hosts[known->second].wave;
      if (same_record(host, ledger.state().hosts[known->second])) {
        return;
      }
    }
    changed.push_back(std::move(host));
  });
  std::vector<std::string_view> keys;
  std::vector<std::string_view> names;
  std::vector<const LedgerHost *> pointers;
  for (const LedgerHost &host : changed) {
    keys.push_back(host.key);
    names.push_back(host.name);
    pointers.push_back(&host);
  }
  if (report_duplicates(keys, names) || !good) {
    return tl::unexpected(
        Error{ErrorKind::input, "", "nothing was leased, because of what is named above", "mend the facts and try again"});
  }
  for (const Event &event : host_events(pointers, now)) {
    if (auto appended = ledger.append(event); !appended) {
      return appended;
    }
  }
  return ledger.settle(now);
}

Result<std::vector<WaveLease>> lease(const NextOptions &options, Ledger &ledger, const Advice &advice, Duration ttl,
                                     Timestamp now) {
  std::vector<WaveLease> leases;
  nlohmann::json hosts = nlohmann::json::array();
  const LedgerState &state = ledger.state();
  for (const std::size_t index : advice.hosts) {
    const LedgerHost &host = state.hosts[index];
    // NOLINTNEXTLINE(bugprone-unchecked-optional-access): whom advance names is ready for a build
    const OfferedBuild &offer = state.rollout.offer[*host.ready.offer];
    WaveLease lease{.attempt =
                        state.id + '-' + std::to_string(ledger.head().number + 1) + '-' + std::to_string(leases.size() + 1),
                    .host = &host,
                    .offer = &offer,
                    .start_before = std::min(advice.start_before, now + ttl),
                    .expires = now + ttl};
    hosts.push_back({{"attempt", lease.attempt}, {"build", offer.build}, {"key", host.key}});
    leases.push_back(std::move(lease));
  }
  auto done =
      ledger.append({.kind = "claimed",
                     .at = now,
                     .data = {{"controller", options.controller}, {"hosts", std::move(hosts)}, {"until", to_string(now + ttl)}}});
  done = done ? ledger.commit() : std::move(done);
  return done ? Result<std::vector<WaveLease>>(std::move(leases)) : tl::unexpected(done.error());
}

int next(const NextOptions &options) {
  const auto now = parse_now(options.now);
  const auto ttl = parse_duration(options.ttl);
  if (!now || !ttl) {
    return fail(!now ? now.error()
                     : Error{ErrorKind::usage, "", "--ttl " + options.ttl + " is not a duration", "write it as 90m or 2h"},
                ExitProfile::standard);
  }
  const auto bound = load_bound_rollout(options.rollout);
  if (!bound) {
    return fail(bound.error(), ExitProfile::standard);
  }
  auto ledger = begin_ledger(options, true);
  if (!ledger) {
    return fail(ledger.error(), ExitProfile::standard);
  }
  Result<void> done = refuse_other_rollout(ledger->state(), *bound, options.rollout);
  done = done ? ledger->settle(*now) : std::move(done);
  if (done && !options.facts.empty() && *now >= ledger->state().clock) {
    done = refresh(options, *bound, *ledger, *now);
  }
  if (!done) {
    return fail(done.error(), ExitProfile::standard);
  }
  const Advice advice = advance(ledger->state(), *now, options.claim);
  if (advice.answer != WaveAnswer::go) {
    if (auto committed = ledger->commit(); !committed) {
      return fail(committed.error(), ExitProfile::standard);
    }
    std::cout << (options.format == "json" ? render_wave_answer_json(advice) : render_wave_answer_text(advice, *now));
    return static_cast<int>(advice.answer);
  }
  const auto leases = lease(options, *ledger, advice, *ttl, *now);
  if (!leases) {
    return fail(leases.error(), ExitProfile::standard);
  }
  // NOLINTNEXTLINE(bugprone-unchecked-optional-access): it goes, so a wave is open
  const std::string &wave = ledger->state().rollout.waves[*ledger->state().open_wave].name;
  std::cout << (options.format == "json" ? render_leases_json(wave, *leases) : render_leases_text(wave, *leases));
  return 0;
}

} // namespace

void add_wave_next(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("next", "Lease the hosts that may go now, or say why none may");
  const auto options = std::make_shared<NextOptions>();
  command->add_option("--rollout", options->rollout, "The rollout; it must be the one that the ledger has pinned")
      ->required()
      ->check(refuse_empty)
      ->type_name("FILE");
  command->add_option("--claim", options->claim, "Lease at most so many hosts (default: 1)")
      ->check(CLI::Range(std::size_t(1), k_most_claims))
      ->type_name("N");
  command
      ->add_option("--ttl", options->ttl,
                   "How long the leases hold; without a result by then an attempt is inconclusive (default: 2h)")
      ->check(refuse_empty)
      ->type_name("DURATION");
  command->add_option("--controller", options->controller, "Name of the caller, for the record")
      ->required()
      ->check(refuse_empty)
      ->type_name("NAME");
  command->add_option("--facts", options->facts, "Newer facts of hosts, one document a line; may be repeated")->type_name("FILE");
  command->add_option("--format", options->format, "json or text (default: json)")
      ->check(CLI::IsMember({"json", "text"}))
      ->type_name("FORMAT");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = next(*options); });
}

} // namespace acsgate
