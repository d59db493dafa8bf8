#include "command/commands.hpp"
#include "command/wave/wave_commands.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

void add_wave(CLI::App &app, int &exit_code) {
  CLI::App *wave = app.add_subcommand("wave", "Take a rollout through its waves over days, with a ledger that remembers");
  wave->require_subcommand(1);
  wave->footer("Exit codes of next and status: 0 hosts may go, 30 waiting, 31 inconclusive, 32 halted, 33 finished,\n"
               "34 nobody is eligible, 35 waiting for approval\n"
               "Errors: 20 policy or rollout, 21 usage, 22 input or machine");
  add_wave_plan(*wave, exit_code);
  add_wave_start(*wave, exit_code);
  add_wave_next(*wave, exit_code);
  add_wave_record(*wave, exit_code);
  add_wave_status(*wave, exit_code);
  add_wave_approve(*wave, exit_code);
  add_wave_halt(*wave, exit_code);
  add_wave_resume(*wave, exit_code);
  add_wave_amend(*wave, exit_code);
  add_wave_verify(*wave, exit_code);
  add_wave_export(*wave, exit_code);
}

} // namespace acsgate
