#include "command/commands.hpp"
#include "command/fail.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

// It reads rollouts, which need the zones of a system with IANA names.
void add_emit(CLI::App &app, int &exit_code) {
  // The same words as elsewhere, so that help is the same on every system.
  CLI::App *emit = app.add_subcommand("emit", "Write what ConfigMgr or Intune need to install a rollout through the gate");
  emit->allow_extras();
  emit->callback([&exit_code] {
    exit_code = fail({ErrorKind::usage, "", "the Windows programs have no \"emit\"", "run it with acsgate on Linux"},
                     ExitProfile::standard);
  });
}

} // namespace acsgate
