#include "base/text.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/installed_options.hpp"
#include "gate/installed.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

// ConfigMgr takes an exit code of 0 with text for "installed", without any for "not installed", and every other code for "can't
// tell" (Microsoft, "About custom script detection methods").
constexpr int k_installed = 100;
constexpr int k_not_installed = 101;

struct DetectOptions : InstalledOptions {
  std::string exit_profile = "default";
};

int detect(const DetectOptions &options) {
  const bool distinct = options.exit_profile == "distinct";
  const auto question = InstalledQuestion::open(options);
  if (!question) {
    return fail(question.error(), ExitProfile::standard);
  }
  const Product &product = question->gate.product();
  const ModuleFacts &modules = question->host.facts().modules;
  const std::string version = printable(installed_version(product, modules, question->build), 80);
  switch (installed_at_or_above(product, modules, question->build)) {
  case Installed::at_or_above:
    std::cout << product.id << ' ' << version << " is installed\n";
    return distinct ? k_installed : 0;
  case Installed::not_there:
    return distinct ? k_not_installed : 0;
  case Installed::ambiguous:
    return fail(
        {ErrorKind::input, "modules.items",
         "it can't be told whether the installed " + product.id + ' ' + version + " is at or above " + to_string(question->build),
         "collect the full version of the module, with its patch level"},
        ExitProfile::standard);
  case Installed::not_read:
    break;
  }
  return fail({ErrorKind::input, "modules", "the installed modules of this host were not read", "collect them, then try again"},
              ExitProfile::standard);
}

} // namespace

void add_detect(CLI::App &app, int &exit_code) {
  CLI::App *command =
      app.add_subcommand("detect", "Print one line where a build or a newer one is installed, and nothing where not (ConfigMgr)");
  const auto options = std::make_shared<DetectOptions>();
  options->add_to(*command, "--at-least", "The build, such as 20.0.0-6690");
  command
      ->add_option("--exit-profile", options->exit_profile,
                   "default, or distinct: 100 installed, 101 not, for callers that can't read output")
      ->check(CLI::IsMember({"default", "distinct"}))
      ->type_name("PROFILE");
  command->callback([options, &exit_code] { exit_code = detect(*options); });
}

} // namespace acsgate
