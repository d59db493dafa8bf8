#pragma once

#include "base/process_mark.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace acsgate {

/// What the last run on this host did and how far it came (`acsgate.run/v1`), kept in the state folder. No arguments and no
/// environment of the command: they may hold secrets.
struct RunRecord {
  std::string phase; ///< `starting`, `running`, `still-running`, `ended`
  std::string module;
  std::string build;
  std::string decision;
  std::string file; ///< its name, without folders
  std::string sha256;
  std::string result;                     ///< `INSTALL.HELD`, ...; empty where the exit code is the installer's
  std::string reasons;                    ///< codes of the decision's reasons, joined by `, `, where the result is `run`'s own
  std::optional<std::uint32_t> exit_code; ///< what `run` ended with, or will
  std::string postcheck;                  ///< `pass`, `fail`, `unknown`, `deferred`; empty: there was none
  std::string started_at;
  std::string ended_at;
  std::string boot; ///< of the system, at the time of the run
  ProcessMark gate;
  ProcessMark child;
};

/// One line of JSON, pure ASCII, with a line break.
[[nodiscard]] std::string render_record(const RunRecord &record);
[[nodiscard]] Result<RunRecord> parse_record(std::string_view json, const std::string &name);

/// Names of the records in the state folder.
inline constexpr const char *k_last_run = "run.json";          ///< the last run, or the one at work
inline constexpr const char *k_pending_check = "pending.json"; ///< the run whose post-check waits for a restart

/// Nothing if there is no such record.
[[nodiscard]] Result<std::optional<RunRecord>> load_record(const std::filesystem::path &folder, const char *name);
[[nodiscard]] Result<void> save_record(const std::filesystem::path &folder, const char *name, const RunRecord &record);

/// Whether the run of the record, or the installer that it started, is at work now.
[[nodiscard]] bool gate_at_work(const RunRecord &record);
[[nodiscard]] bool child_at_work(const RunRecord &record);

} // namespace acsgate
