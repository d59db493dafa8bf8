#include "command/commands.hpp"
#include "command/facts_collect.hpp"
#include "command/log_options.hpp"
#include "command/probe_options.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace acsgate {

namespace {

struct Options : LogOptions {
  ProbeOptions probe;
};

} // namespace

void add_facts_of_host(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("facts", "Print the facts of this host");
  const auto options = std::make_shared<Options>();
  options->probe.add_to(*command);
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = collect_facts(*options, options->probe); });
}

} // namespace acsgate
