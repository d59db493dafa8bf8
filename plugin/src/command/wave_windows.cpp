#include "command/commands.hpp"
#include "command/fail.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

// The ledger needs SQLite, and rollouts need the zones of a system with IANA names.
void add_wave(CLI::App &app, int &exit_code) {
  // The same words as elsewhere, so that help is the same on every system.
  CLI::App *wave = app.add_subcommand("wave", "Take a rollout through its waves over days, with a ledger that remembers");
  wave->allow_extras();
  wave->callback([&exit_code] {
    exit_code = fail({ErrorKind::usage, "", "the Windows programs have no \"wave\"", "run it with acsgate on a Linux controller"},
                     ExitProfile::standard);
  });
}

} // namespace acsgate
