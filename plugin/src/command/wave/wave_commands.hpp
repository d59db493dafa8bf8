#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Each adds one subcommand to `wave`.
void add_wave_plan(CLI::App &wave, int &exit_code);
void add_wave_start(CLI::App &wave, int &exit_code);
void add_wave_next(CLI::App &wave, int &exit_code);
void add_wave_record(CLI::App &wave, int &exit_code);
void add_wave_status(CLI::App &wave, int &exit_code);
void add_wave_approve(CLI::App &wave, int &exit_code);
void add_wave_halt(CLI::App &wave, int &exit_code);
void add_wave_resume(CLI::App &wave, int &exit_code);
void add_wave_amend(CLI::App &wave, int &exit_code);
void add_wave_verify(CLI::App &wave, int &exit_code);
void add_wave_export(CLI::App &wave, int &exit_code);

} // namespace acsgate
