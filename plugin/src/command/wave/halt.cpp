#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

void add_wave_halt(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("halt", "Lease no more hosts, from this moment on, until a person resumes");
  const auto options = std::make_shared<PersonOptions>();
  options->add_to(*command);
  command->callback([options, &exit_code] {
    exit_code = with_ledger(*options, [&](Ledger &ledger, Timestamp now) {
      return ledger.append({.kind = "halted", .at = event_time(ledger.state(), now), .data = options->word()});
    });
    std::cout << (exit_code == 0 ? "halted by " + printable(options->by) + '\n' : "");
  });
}

} // namespace acsgate
