#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct ResumeOptions : PersonOptions {
  bool retry = false;
};

} // namespace

void add_wave_resume(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("resume", "Go on after a halt, or in spite of attempts whose result nobody knows");
  const auto options = std::make_shared<ResumeOptions>();
  command->add_flag("--retry", options->retry, "Hosts that failed, or whose result nobody knows, may be leased again");
  options->add_to(*command);
  command->footer("Failures and lost results up to now no longer count against the limits: they begin anew.\n"
                  "The clock counts from --now on too, should the latest event have come from a clock that was ahead.");
  command->callback([options, &exit_code] {
    exit_code = with_ledger(*options, [&](Ledger &ledger, Timestamp now) {
      nlohmann::json data = options->word();
      if (options->retry) {
        data["retry"] = true;
      }
      return ledger.append({.kind = "resumed", .at = now, .data = std::move(data)});
    });
    std::cout << (exit_code == 0 ? "resumed by " + printable(options->by) + '\n' : "");
  });
}

} // namespace acsgate
