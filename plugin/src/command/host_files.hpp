#pragma once

#include "base/result.hpp"
#include "fleet/host_stream.hpp"
#include "report/exit_code.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace acsgate {

/// Reads hosts from NDJSON files (`-`: standard input) for a command, and reports the lines that can't be read.
class HostFiles {
public:
  /// `strict`: the first bad line ends the reading. `silent`: bad lines are counted and not reported.
  explicit HostFiles(bool strict = false, bool silent = false) : m_strict(strict), m_silent(silent) {}

  /// Called before each bad line is reported: whatever else stands on the terminal then can be taken away.
  void before_report(std::function<void()> call) { m_before_report = std::move(call); }

  /// Hands each host to `on_host`. An error where a file can't be opened; bad lines are reported one by one, up to 100, and
  /// passed over.
  [[nodiscard]] Result<void> read(const std::vector<std::string> &files, const HostStream::OnHost &on_host);

  /// To be called when the result has been printed: 0, or 22 and an error if a line could not be read.
  [[nodiscard]] int finish(ExitProfile profile) const;

  [[nodiscard]] const StreamCount &total() const { return m_total; }
  /// True if a bad line ended the reading.
  [[nodiscard]] bool stopped() const { return m_strict && m_total.bad_lines > 0; }

private:
  HostStream m_stream;
  StreamCount m_total;
  std::uint64_t m_named = 0;
  std::function<void()> m_before_report = [] {};
  bool m_strict;
  bool m_silent;
};

} // namespace acsgate
