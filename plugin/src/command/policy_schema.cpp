#include "base/text.hpp"
#include "command/fail.hpp"
#include "command/policy_commands.hpp"
#include "command/schemas.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct Schema {
  std::string_view name;
  std::string_view (*text)();
};

constexpr Schema k_schemas[] = {
    {"policy", policy_schema}, {"platforms", platforms_schema}, {"rollout", rollout_schema},
    {"facts", facts_schema},   {"decision", decision_schema},   {"cases", cases_schema},
};

int print_names() {
  for (const Schema &schema : k_schemas) {
    std::cout << schema.name << '\n';
  }
  return 0;
}

int print_schema(std::string_view name) {
  const auto *schema = std::ranges::find(k_schemas, name, &Schema::name);
  if (schema == std::end(k_schemas)) {
    std::vector<std::string_view> names;
    std::ranges::transform(k_schemas, std::back_inserter(names), &Schema::name);
    return fail({ErrorKind::usage, "", "there is no schema \"" + printable(name, 80) + '"' + did_you_mean(name, names),
                 "\"acsgate policy schema\" lists them"},
                ExitProfile::standard);
  }
  std::cout << schema->text() << '\n';
  return 0;
}

} // namespace

void add_policy_schema(CLI::App &policy, int &exit_code) {
  CLI::App *command = policy.add_subcommand("schema", "Print the JSON Schema of a kind of file, or list the kinds");
  const auto name = std::make_shared<std::string>();
  const CLI::Option *given = command->add_option("NAME", *name, "policy, platforms, rollout, facts, decision or cases");
  command->callback([given, name, &exit_code] { exit_code = given->empty() ? print_names() : print_schema(*name); });
}

} // namespace acsgate
