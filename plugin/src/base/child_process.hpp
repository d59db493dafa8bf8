#pragma once

#include "base/process_mark.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acsgate {

/// What is started: no shell looks at it.
struct ChildCommand {
  std::vector<std::string> words; ///< the program by its full path, then its arguments
  std::string raw_line;           ///< Windows: the command line, where it must not be made of the words
  std::filesystem::path scratch;  ///< private folder for what the child writes; empty: what it writes is thrown away
  bool inherit_input = false;     ///< it reads our standard input, unless that is a terminal; else it finds none
  /// Called when the child is there but does nothing yet, so that it can be noted down first; false: it never runs. When this
  /// program is killed before that, the child ends too.
  std::function<bool(const ProcessMark &)> before_it_runs;
  bool outlives_us = false; ///< in a session of its own, free of our console and, where Windows lets it, of our job
};

/// A child process. What it writes goes to a file without a name, not through a pipe: so it can go on when we stop to listen. The
/// file is gone when the last process that has it is.
class ChildProcess {
public:
  /// Errors say why the system can't start it.
  [[nodiscard]] static Result<ChildProcess> start(const ChildCommand &command);

  /// The exit code, all 32 bits of it, or nothing if the child still runs after `limit`. A child of Linux that a signal ended has
  /// 128 and the number of the signal.
  [[nodiscard]] std::optional<std::uint32_t> wait(std::chrono::milliseconds limit);

  /// What was written to standard output and standard error since the last call, at most 64 KiB of it.
  [[nodiscard]] std::string read_output();

  /// Ends the child and, where `holds_tree`, what it started.
  void kill();
  [[nodiscard]] bool holds_tree() const;
  [[nodiscard]] ProcessMark mark() const;

  /// Only lets go of the child; it goes on.
  ~ChildProcess();
  ChildProcess(const ChildProcess &) = delete;
  ChildProcess &operator=(const ChildProcess &) = delete;
  ChildProcess(ChildProcess &&other) noexcept;
  ChildProcess &operator=(ChildProcess &&) = delete;

private:
  struct State;
  explicit ChildProcess(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

/// The full path of the program that somebody means by `name`: a full path as it is; a bare name only from the system's own
/// folders, never from the current one or those of PATH. Refuses what only a shell can run (`.cmd`, `.bat`) and relative paths.
[[nodiscard]] Result<std::string> find_program(const std::string &name);

/// What find_program says of a name that it refuses.
[[nodiscard]] Error no_program(const std::string &name, std::string what, std::string fix);
/// find_program of each system, for a name that is no batch file.
[[nodiscard]] Result<std::string> find_system_program(const std::string &name);

/// Whether Windows would hand a file of this name to cmd.exe, which reads its arguments as a language of its own.
[[nodiscard]] bool is_batch_file(std::string_view name);

/// This program and the arguments that it was started with.
[[nodiscard]] std::vector<std::string> own_command_line();

} // namespace acsgate
