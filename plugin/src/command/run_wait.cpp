#include "command/run_wait.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <string>

namespace acsgate {

namespace {

constexpr std::chrono::milliseconds k_look_step(50);
constexpr std::size_t k_max_line = 1000;  ///< bytes of one line that are logged
constexpr std::size_t k_max_lines = 5000; ///< of one child

class OutputLog {
public:
  void take(ChildProcess &child) {
    for (std::string piece = child.read_output(); !piece.empty(); piece = child.read_output()) {
      for (const char byte : piece) {
        if (byte == '\n') {
          flush();
        } else if (m_line.size() <= k_max_line) {
          m_line += byte;
        }
      }
    }
  }

  void flush() {
    if (const std::string_view line = trimmed(m_line); !line.empty() && m_lines < k_max_lines) {
      log_info("installer: " + printable(line, k_max_line));
      if (++m_lines == k_max_lines) {
        log_info("installer: what it writes from here on is not logged");
      }
    }
    m_line.clear();
  }

private:
  std::string m_line;
  std::size_t m_lines = 0;
};

} // namespace

std::optional<std::uint32_t> wait_and_log(ChildProcess &child, std::optional<Duration> limit) {
  if (!child.holds_tree()) {
    log_info("the command could not be put into a job of its own: a time limit would end only the command itself");
  }
  const auto begin = std::chrono::steady_clock::now();
  OutputLog log;
  std::optional<std::uint32_t> code;
  while (!code && (!limit || std::chrono::steady_clock::now() - begin < *limit)) {
    code = child.wait(k_look_step);
    log.take(child);
  }
  log.flush();
  return code;
}

void kill_and_log(ChildProcess &child) {
  constexpr std::chrono::seconds k_end(5); // a process that is ended takes a moment
  child.kill();
  (void)child.wait(k_end);
  log_warning(child.holds_tree() ? "the command and what it had started were ended"
                                 : "only the command itself was ended; what it had started may go on");
}

} // namespace acsgate
