#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Each adds one subcommand to `policy`; when the command line names it, it runs and sets `exit_code`.
void add_policy_new(CLI::App &policy, int &exit_code);
void add_policy_lint(CLI::App &policy, int &exit_code);
void add_policy_test(CLI::App &policy, int &exit_code);
void add_policy_diff(CLI::App &policy, int &exit_code);
void add_policy_schema(CLI::App &policy, int &exit_code);

} // namespace acsgate
