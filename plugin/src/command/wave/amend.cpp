#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_hosts.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct AmendOptions : PersonOptions {
  std::string rollout;
};

/// True if the gate would have to be asked again about every host.
bool judges_anew(const LedgerState &state, const BoundRollout &bound) {
  const Rollout &rollout = bound.rollout();
  const auto same_offer = [](const OfferedBuild &left, const OfferedBuild &right) {
    return left.module == right.module && left.build == right.build && left.arch == right.arch;
  };
  const auto same_waiver = [](const Waiver &left, const Waiver &right) {
    return left.match.text() == right.match.text() && left.requirement_id == right.requirement_id && left.from == right.from &&
           left.until == right.until;
  };
  return bound.policy.policy.digest != state.policy_digest ||
         !std::ranges::equal(rollout.offer, state.rollout.offer, same_offer) ||
         !std::ranges::equal(rollout.waivers, state.rollout.waivers, same_waiver);
}

Result<void> amend(const AmendOptions &options, const BoundRollout &bound, Ledger &ledger, Timestamp now) {
  const LedgerState &state = ledger.state();
  const std::size_t opened = state.open_wave ? *state.open_wave + 1 : 0;
  for (std::size_t index = 0; index < opened; ++index) {
    const auto &waves = bound.rollout().waves;
    if (index >= waves.size() || waves[index].name != state.rollout.waves[index].name) {
      return tl::unexpected(Error{ErrorKind::policy, options.rollout,
                                  "wave " + state.rollout.waves[index].name + " was opened and must stay where it is",
                                  "change limits and times of opened waves only, or waves after them"});
    }
  }
  nlohmann::json data = options.word();
  data["rollout"] = bound.loaded.canonical;
  data["rollout_digest"] = bound.rollout().digest;
  data["policy_digest"] = bound.policy.policy.digest;
  if (judges_anew(state, bound)) {
    data["judged_anew"] = true;
    std::cout << "policy, offer or waivers differ: give facts again, with acsgate wave next --facts\n";
  }
  return ledger.append({.kind = "amended", .at = event_time(state, now), .data = std::move(data)});
}

} // namespace

void add_wave_amend(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("amend", "Take over a changed rollout or policy");
  const auto options = std::make_shared<AmendOptions>();
  command->add_option("--rollout", options->rollout, "The rollout as it is now")
      ->required()
      ->check(refuse_empty)
      ->type_name("FILE");
  options->add_to(*command);
  command->callback([options, &exit_code] {
    const auto bound = load_bound_rollout(options->rollout);
    if (!bound) {
      exit_code = fail(bound.error(), ExitProfile::standard);
      return;
    }
    exit_code = with_ledger(*options, [&](Ledger &ledger, Timestamp now) { return amend(*options, *bound, ledger, now); });
    std::cout << (exit_code == 0
                      ? "amended by " + printable(options->by) + "; rollout " + bound->rollout().digest.substr(0, 19) + '\n'
                      : "");
  });
}

} // namespace acsgate
