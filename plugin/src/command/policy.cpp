#include "command/commands.hpp"
#include "command/fail.hpp"
#include "policy/loader.hpp"
#include "policy/outline.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct PolicyOptions {
  std::string file;
  bool canonical = false;
};

/// Loads the file, or the policy compiled in, and hands it to `print`.
template <class Print> int with_policy(const std::string &file, Print print) {
  const auto loaded = file.empty() ? load_builtin_policy() : load_policy(file);
  if (!loaded) {
    return fail(loaded.error(), ExitProfile::standard);
  }
  print(*loaded);
  return 0;
}

CLI::App *add_command(CLI::App &policy, const char *name, const char *about, PolicyOptions &options) {
  CLI::App *command = policy.add_subcommand(name, about);
  command->add_option("FILE", options.file, "Policy file, YAML or canonical JSON (default: the policy compiled in)");
  return command;
}

} // namespace

CLI::App &add_policy(CLI::App &app, int &exit_code) {
  CLI::App *policy = app.add_subcommand("policy", "Look at policies");
  policy->require_subcommand(1);
  const auto options = std::make_shared<PolicyOptions>();

  CLI::App *show = add_command(*policy, "show", "Print the merged policy and where each value comes from", *options);
  show->add_flag("--canonical", options->canonical, "Print the canonical form instead: one line of JSON, everything in it");
  show->callback([options, &exit_code] {
    exit_code = with_policy(options->file, [&](const LoadedPolicy &loaded) {
      std::cout << (options->canonical ? loaded.canonical + '\n' : outline_of(loaded.document));
    });
  });

  CLI::App *digest = add_command(*policy, "digest", "Print the SHA-256 digest of the policy's canonical form", *options);
  digest->callback([options, &exit_code] {
    exit_code = with_policy(options->file, [](const LoadedPolicy &loaded) { std::cout << loaded.policy.digest << '\n'; });
  });

  return *policy;
}

} // namespace acsgate
