#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_options.hpp"

#include "rollout/engine.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct ApproveOptions : PersonOptions {
  std::string wave;
};

tl::unexpected<Error> refuse(std::string what, std::string fix) {
  return tl::unexpected(Error{ErrorKind::usage, "", std::move(what), std::move(fix)});
}

/// An approval is for what is known when it is given: only the wave that is next, and only once the one before is over.
Result<void> approve(const ApproveOptions &options, Ledger &ledger, Timestamp now) {
  const LedgerState &state = ledger.state();
  const auto &waves = state.rollout.waves;
  const auto found = std::ranges::find(waves, options.wave, &Wave::name);
  if (found == waves.end()) {
    std::vector<std::string_view> names;
    names.reserve(waves.size());
    for (const Wave &wave : waves) {
      names.push_back(wave.name);
    }
    return refuse("there is no wave \"" + printable(options.wave, 80) + '"' + did_you_mean(options.wave, names),
                  "see acsgate wave status");
  }
  const auto index = static_cast<std::size_t>(found - waves.begin());
  const std::size_t next = state.open_wave ? *state.open_wave + 1 : 0;
  if (index != next) {
    return refuse("wave " + options.wave + (index < next ? " is open already" : " is not next"), "see acsgate wave status");
  }
  if (state.halt) {
    return refuse("the rollout is halted: " + state.halt->reason, "resume it first with acsgate wave resume");
  }
  if (state.open_wave) {
    const WaveOutcome outcome = outcome_of(state, count_waves(state, now));
    if (outcome == WaveOutcome::running || outcome == WaveOutcome::soaking) {
      return refuse("wave " + waves[*state.open_wave].name + " has not finished", "approve when acsgate wave status says so");
    }
  }
  nlohmann::json data = options.word();
  data["wave"] = index;
  return ledger.append({.kind = "approved", .at = event_time(state, now), .data = std::move(data)});
}

} // namespace

void add_wave_approve(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("approve", "Open the next wave by a person's word");
  const auto options = std::make_shared<ApproveOptions>();
  command->add_option("WAVE", options->wave, "Name of the wave")->required()->check(refuse_empty);
  options->add_to(*command);
  command->callback([options, &exit_code] {
    exit_code = with_ledger(*options, [&](Ledger &ledger, Timestamp now) { return approve(*options, ledger, now); });
    std::cout << (exit_code == 0 ? options->wave + ": approved by " + printable(options->by) + '\n' : "");
  });
}

} // namespace acsgate
