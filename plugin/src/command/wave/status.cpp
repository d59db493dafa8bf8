#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_options.hpp"

#include "report/wave_status.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct StatusOptions : LedgerOptions {
  std::string format = "text";
};

int status(const StatusOptions &options) {
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  auto ledger = begin_ledger(options, false);
  if (!ledger) {
    return fail(ledger.error(), ExitProfile::standard);
  }
  const ChainHead head = ledger->head();
  if (auto settled = ledger->settle_unkept(*now); !settled) {
    return fail(settled.error(), ExitProfile::standard);
  }
  const Advice advice = advance(ledger->state(), *now, ledger->state().hosts.size());
  std::cout << (options.format == "json" ? render_wave_status_json(ledger->state(), advice, head, *now)
                                         : render_wave_status_text(ledger->state(), advice, head, *now));
  return static_cast<int>(advice.answer);
}

} // namespace

void add_wave_status(CLI::App &wave, int &exit_code) {
  CLI::App *command =
      wave.add_subcommand("status", "What is open, what it waits for and until when, and who is held back by what");
  const auto options = std::make_shared<StatusOptions>();
  command->add_option("--format", options->format, "text or json (default: text)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = status(*options); });
}

} // namespace acsgate
