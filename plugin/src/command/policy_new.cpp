#include "base/file.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/policy_commands.hpp"
#include "policy/overlay_template.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr const char *k_default_name = "example-site";

struct NewOptions {
  std::string file;
  std::string name;
  std::string language = "en";
};

/// The name that was asked for, else the one of the file, else an example.
Result<std::string> name_of(const NewOptions &options) {
  if (options.name.empty()) {
    const std::string stem = utf8_of(path_of(options.file).stem());
    return is_policy_name(stem) ? stem : k_default_name;
  }
  if (!is_policy_name(options.name)) {
    return tl::unexpected(Error{ErrorKind::usage, "", "--name " + options.name + " is not a policy name",
                                "write at most 64 letters, digits, dots, dashes and underscores, a letter or digit first"});
  }
  return options.name;
}

int create(const NewOptions &options) {
  const auto name = name_of(options);
  if (!name) {
    return fail(name.error(), ExitProfile::standard);
  }
  const std::string text = overlay_text(*name, options.language == "ja" ? Language::ja : Language::en);
  if (options.file.empty()) {
    std::cout << text;
    return 0;
  }
  const auto written = write_new_file(path_of(options.file), text);
  return written ? 0 : fail(written.error(), ExitProfile::standard);
}

} // namespace

void add_policy_new(CLI::App &policy, int &exit_code) {
  CLI::App *command = policy.add_subcommand("new", "Write a commented policy to start from, laid over the one compiled in");
  const auto options = std::make_shared<NewOptions>();
  command->add_option("FILE", options->file, "File to write, which must not exist yet (default: standard output)")
      ->check(refuse_empty);
  command->add_option("--name", options->name, "Name of the policy (default: the name of the file)")
      ->check(refuse_empty)
      ->type_name("NAME");
  command->add_option("--lang", options->language, "Language of the comments: en or ja")
      ->check(CLI::IsMember({"en", "ja"}))
      ->type_name("LANG");
  command->footer("Exit codes: 0 written, 21 usage, 22 the file exists or can't be written");
  command->callback([options, &exit_code] { exit_code = create(*options); });
}

} // namespace acsgate
