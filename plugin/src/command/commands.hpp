#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Each adds one subcommand to `app`; when the command line names it, it runs and sets `exit_code`.
void add_check(CLI::App &app, int &exit_code);
void add_facts(CLI::App &app, int &exit_code);
void add_facts_of_host(CLI::App &app, int &exit_code); ///< `facts` without importers and merging
void add_detect(CLI::App &app, int &exit_code);
void add_emit(CLI::App &app, int &exit_code); ///< on Windows it only says where to find it
void add_fleet(CLI::App &app, int &exit_code);
void add_inspect(CLI::App &app, int &exit_code);
void add_postcheck(CLI::App &app, int &exit_code);
void add_run(CLI::App &app, int &exit_code); ///< reads the installer's command from given_command
void add_tattoo(CLI::App &app, int &exit_code);
void add_wave(CLI::App &app, int &exit_code); ///< on Windows it only says where to find it
/// Answers the new command, for more to be added below it.
CLI::App &add_policy(CLI::App &app, int &exit_code);

} // namespace acsgate
