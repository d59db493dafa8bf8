#include "base/child_process.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <boost/process/child.hpp>
#include <boost/process/error.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace acsgate {

namespace {

namespace bp = boost::process;

constexpr std::chrono::milliseconds k_wait_step(10);
constexpr std::size_t k_max_output = 65536;
constexpr std::uint32_t k_signal_base = 128; ///< as shells have it
constexpr int k_first_own_file = 3;
constexpr int k_max_files = 4096; ///< more than this program ever has open

/// A file that never had a name that anybody could open.
int open_nameless(const std::filesystem::path &folder) {
  std::string name = (folder / "output-XXXXXX").string();
  const int file = mkostemp(name.data(), O_APPEND | O_CLOEXEC);
  if (file >= 0) {
    ::unlink(name.c_str());
  }
  return file;
}

/// What the child does between fork and exec; only calls that are allowed there.
struct Setup : bp::extend::handler {
  char *const *words = nullptr;
  int input = -1;
  int output = -1;
  int go_write = -1;
  int go = -1;     ///< nothing runs before a byte comes from here
  int failed = -1; ///< takes the reason why exec failed; closed by an exec that works
  bool session = false;

  template <class Executor> void on_setup(Executor &executor) const {
    executor.exe = words[0];
    executor.cmd_line = words;
  }
  template <class Executor> void on_exec_setup(Executor & /*executor*/) const {
    if (session) {
      setsid();
    } else {
      setpgid(0, 0); // so that a kill reaches the whole group
    }
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    for (int file = k_first_own_file; file < k_max_files; ++file) {
      fcntl(file, F_SETFD, FD_CLOEXEC); // log and lock are none of the child's business
    }
    ::close(go_write);
    char byte = 0;
    ssize_t count = 0;
    do {
      count = ::read(go, &byte, 1);
    } while (count < 0 && errno == EINTR);
    if (count != 1) {
      _exit(EXIT_FAILURE); // who started us is gone, or does not want us any more
    }
  }
  template <class Executor> void on_exec_error(Executor & /*executor*/, const std::error_code &error) const {
    const int why = error.value();
    if (::write(failed, &why, sizeof why) < 0) {
      _exit(EXIT_FAILURE);
    }
  }
};

struct OpenFile {
  int number = -1;
  OpenFile() = default;
  explicit OpenFile(int opened) : number(opened) {}
  OpenFile(const OpenFile &) = delete;
  OpenFile &operator=(const OpenFile &) = delete;
  ~OpenFile() { close(); }
  void close() {
    if (number >= 0) {
      ::close(number);
      number = -1;
    }
  }
};

struct Pipe {
  OpenFile read;
  OpenFile write;
  bool open() {
    std::array<int, 2> ends{-1, -1};
    const bool good = pipe2(ends.data(), O_CLOEXEC) == 0;
    read.number = ends[0];
    write.number = ends[1];
    return good;
  }
};

/// Lets the child go on to exec; 0 if that worked, else why it did not.
int let_go(Pipe &go, Pipe &failed) {
  go.read.close();
  failed.write.close();
  const char byte = 1;
  int why = 0;
  if (::write(go.write.number, &byte, 1) != 1) {
    return errno;
  }
  ssize_t count = 0;
  do {
    count = ::read(failed.read.number, &why, sizeof why);
  } while (count < 0 && errno == EINTR);
  return count == 0 ? 0 : why;
}

} // namespace

struct ChildProcess::State {
  bp::child child;
  pid_t id = -1;
  OpenFile output;
  off_t read = 0;
  ProcessMark mark;
  std::optional<std::uint32_t> exit_code;
};

ChildProcess::ChildProcess(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ChildProcess::ChildProcess(ChildProcess &&other) noexcept = default;
ChildProcess::~ChildProcess() = default;

Result<ChildProcess> ChildProcess::start(const ChildCommand &command) {
  const std::string &program = command.words.front();
  const auto failure = [&](const std::string &what, const std::string &why) {
    return tl::unexpected(Error{ErrorKind::input, printable(program), what + ": " + why, "check the path and the permissions"});
  };
  auto state = std::make_unique<State>();
  const OpenFile null{::open("/dev/null", O_RDWR | O_CLOEXEC)};
  if (!command.scratch.empty()) {
    state->output.number = open_nameless(command.scratch);
  }
  if (null.number < 0 || (!command.scratch.empty() && state->output.number < 0)) {
    return failure("the file for its output can't be made", std::generic_category().message(errno));
  }
  std::vector<char *> words;
  words.reserve(command.words.size() + 1);
  for (const std::string &word : command.words) {
    words.push_back(const_cast<char *>(word.c_str())); // exec's interface lacks const
  }
  words.push_back(nullptr);
  Setup setup;
  setup.words = words.data();
  setup.input = command.inherit_input && isatty(STDIN_FILENO) == 0 ? STDIN_FILENO : null.number;
  setup.output = command.scratch.empty() ? null.number : state->output.number;
  setup.session = command.outlives_us;
  Pipe go;
  Pipe failed;
  if (!go.open() || !failed.open()) {
    return failure("can't be started", std::generic_category().message(errno));
  }
  // The child must not hold the end that we write to, or it would not notice our end.
  setup.go = go.read.number;
  setup.go_write = go.write.number;
  setup.failed = failed.write.number;
  // Boost's own report of a failed exec would have us wait for the exec, and the child waits for us.
  state->child = bp::child(bp::exe = program, setup, bp::ignore_error);
  state->id = state->child.id();
  if (state->id <= 0) {
    return failure("can't be started", std::generic_category().message(errno));
  }
  state->child.detach(); // Boost would end it when we let go
  state->mark = mark_of_process(static_cast<std::uint64_t>(state->id));
  if (command.before_it_runs && !command.before_it_runs(state->mark)) {
    go.write.close();
    waitpid(state->id, nullptr, 0);
    return failure("is not started", "that it runs could not be noted down");
  }
  if (const int why = let_go(go, failed); why != 0) {
    waitpid(state->id, nullptr, 0);
    return failure("can't be started", std::generic_category().message(why));
  }
  return ChildProcess(std::move(state));
}

std::optional<std::uint32_t> ChildProcess::wait(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!m_state->exit_code) {
    int status = 0;
    const pid_t ended = waitpid(m_state->id, &status, WNOHANG);
    if (ended == m_state->id) {
      m_state->exit_code = WIFSIGNALED(status) ? k_signal_base + static_cast<std::uint32_t>(WTERMSIG(status))
                                               : static_cast<std::uint32_t>(WEXITSTATUS(status));
    } else if (std::chrono::steady_clock::now() >= deadline) {
      break;
    } else {
      std::this_thread::sleep_for(k_wait_step);
    }
  }
  return m_state->exit_code;
}

std::string ChildProcess::read_output() {
  std::string bytes(k_max_output, '\0');
  const ssize_t count = m_state->output.number < 0 ? 0 : pread(m_state->output.number, bytes.data(), bytes.size(), m_state->read);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  m_state->read += static_cast<off_t>(bytes.size());
  return bytes;
}

void ChildProcess::kill() { ::kill(-m_state->id, SIGKILL); }

bool ChildProcess::holds_tree() const { return true; }

ProcessMark ChildProcess::mark() const { return m_state->mark; }

Result<std::string> find_system_program(const std::string &name) {
  const auto refuse = [&](const char *what, const char *fix) { return tl::unexpected(no_program(name, what, fix)); };
  if (name.starts_with('/')) {
    return name;
  }
  if (name.find('/') != std::string::npos || name.empty()) {
    return refuse("is not a full path", "write the full path, or the bare name of a program of the system");
  }
  for (const std::string folder : {"/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"}) {
    if (access((folder + name).c_str(), X_OK) == 0) {
      return folder + name;
    }
  }
  return refuse("is not a program of the system", "write its full path");
}

std::vector<std::string> own_command_line() {
  std::error_code error;
  std::vector<std::string> words{std::filesystem::read_symlink("/proc/self/exe", error).string()};
  const auto line = read_file("/proc/self/cmdline", std::size_t{4} << 20U, ErrorKind::input);
  std::string_view rest = line ? std::string_view(*line) : std::string_view();
  for (bool program = true; !rest.empty(); program = false) {
    const std::size_t end = std::min(rest.find('\0'), rest.size() - 1);
    if (!program) {
      words.emplace_back(rest.substr(0, end));
    }
    rest.remove_prefix(end + 1);
  }
  return words;
}

} // namespace acsgate
