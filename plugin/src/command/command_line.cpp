#include "command/command_line.hpp"

#include "base/log.hpp"
#include "base/standard_streams.hpp"
#include "base/text.hpp"
#include "base/version_info.hpp"
#include "base/worker.hpp"
#include "command/fail.hpp"
#include "command/run_options.hpp"
#include "command/tattoo_options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <optional>

namespace acsgate {

namespace {

constexpr const char *k_footer = R"(Exit codes of a decision (--exit-profile default):
  0   the highest build asked for may be installed; with no --build: the host is ready
  10  held back: legacy builds only, or the build would be a downgrade
  11  hold: nothing may be installed now
  12  unknown: the facts do not suffice
Errors: 20 policy, 21 usage, 22 input or machine, 23 time-out)";

/// CLI11 says what is wrong over several lines; a log wants one.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  while (text.ends_with(' ') || text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

/// CLI11 takes a misspelt command for a missing one.
std::optional<Error> unknown_command(const CLI::App &app, const std::vector<std::string> &arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) {
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const CLI::App *command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  if (std::ranges::find(names, arguments.front()) != names.end()) {
    return std::nullopt;
  }
  return Error{ErrorKind::usage, "",
               "there is no command \"" + printable(arguments.front(), 80) + '"' +
                   did_you_mean(arguments.front(), {names.begin(), names.end()}),
               "see acsgate --help"};
}

int run(CommandSet add_commands, std::vector<std::string> arguments) {
  CLI::App app{"Decides for Windows hosts whether they may receive ACS-signed builds of a security agent, or legacy builds only.",
               "acsgate"};
  app.footer(k_footer);
  app.set_version_flag("--version", std::string(gate_version()));
  app.require_subcommand(1);
  app.allow_windows_style_options(false); // "/x" would be an option on Windows, and "//server/share" one that is silently ignored
  int exit_code = 0;
  add_commands(app, exit_code);
  given_command() = take_command(arguments);
  const bool tattoo = asks_for_tattoo(arguments);
  if (const auto error = unknown_command(app, arguments)) {
    return fail(*error, ExitProfile::standard);
  }
  std::ranges::reverse(arguments); // CLI11 takes them last first
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::Success &success) {
    app.exit(success);
  } catch (const CLI::ParseError &error) {
    if (tattoo) {
      forget_decision();
    }
    return fail({ErrorKind::usage, "", one_line(printable(error.what(), 2000)), "see acsgate --help"}, ExitProfile::standard);
  }
  std::cout.flush();
  if (!std::cout) {
    return fail(
        {ErrorKind::input, "<stdout>", "the result can't be written to its end", "check the disk or the reader of the pipe"},
        ExitProfile::standard);
  }
  return exit_code;
}

} // namespace

int run_command_line(CommandSet add_commands, std::vector<std::string> arguments) {
  try {
    const StandardStreams streams;
    const int exit_code = run(add_commands, std::move(arguments));
    if (abandoned_threads() > 0) {
      std::cout.flush();
      end_process(exit_code);
    }
    return exit_code;
  } catch (const std::exception &error) {
    // Nothing is expected here but the end of memory: say so rather than let the system show a crash.
    report_error(std::string("internal: ") + error.what());
    return exit_code(ErrorKind::input, ExitProfile::standard);
  }
}

} // namespace acsgate
