#include "command/host_files.hpp"

#include "base/file.hpp"
#include "base/log.hpp"
#include "command/fail.hpp"

#include <fstream>
#include <iostream>

namespace acsgate {

namespace {

/// Bad lines are named one by one, but not a million of them.
constexpr std::uint64_t k_named_bad_lines = 100;

} // namespace

Result<void> HostFiles::read(const std::vector<std::string> &files, const HostStream::OnHost &on_host) {
  const auto on_error = [this](const Error &error) {
    if (!m_silent && ++m_named <= k_named_bad_lines) {
      m_before_report();
      report_error(to_string(error));
    }
    return !m_strict;
  };
  for (const std::string &file : files) {
    const bool standard_input = file == "-";
    std::ifstream opened;
    if (!standard_input) {
      std::error_code error;
      opened.open(path_of(file), std::ios::binary);
      if (!opened || std::filesystem::is_directory(path_of(file), error)) {
        return tl::unexpected(Error{ErrorKind::input, file, "can't be opened", "check the path and the permissions"});
      }
    }
    std::istream &in = standard_input ? std::cin : opened;
    const StreamCount count = m_stream.read(in, standard_input ? "<stdin>" : file, on_host, on_error);
    m_total.hosts += count.hosts;
    m_total.bad_lines += count.bad_lines;
    if (stopped()) {
      break;
    }
  }
  return {};
}

int HostFiles::finish(ExitProfile profile) const {
  log_info("hosts " + std::to_string(m_total.hosts) + ", bad lines " + std::to_string(m_total.bad_lines));
  if (m_total.bad_lines == 0) {
    return 0;
  }
  if (stopped()) {
    return fail({ErrorKind::input, "", "stopped at the first line that could not be read (--strict)",
                 "mend the line named above, or leave --strict out"},
                profile);
  }
  // The hosts that could be read have been decided; a caller must not take them for all hosts.
  return fail({ErrorKind::input, "",
               std::to_string(m_total.bad_lines) + " of " + std::to_string(m_total.hosts + m_total.bad_lines) +
                   " hosts could not be read",
               m_total.bad_lines > k_named_bad_lines
                   ? "mend or remove them; the first " + std::to_string(k_named_bad_lines) + " are named above"
                   : "mend or remove the lines named above"},
              profile);
}

} // namespace acsgate
