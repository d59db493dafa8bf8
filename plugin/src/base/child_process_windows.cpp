#include "base/child_process.hpp"
#include "base/path_form.hpp"
#include "base/text.hpp"
#include "base/utf16_windows.hpp"
#include "base/windows_arguments.hpp"

#include <windows.h>

#include <boost/winapi/handle_info.hpp> // the next one uses it and does not say so

#include <boost/process/child.hpp>
#include <boost/process/error.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>

#include <array>
#include <cstdlib>

namespace acsgate {

namespace {

namespace bp = boost::process;

constexpr std::size_t k_max_output = 65536;
constexpr std::size_t k_max_command_line = 32767; ///< of CreateProcessW, with the terminator

struct CloseAnyHandle {
  void operator()(void *handle) const { CloseHandle(handle); }
};
using Handle = std::unique_ptr<void, CloseAnyHandle>;

Handle owned(HANDLE handle) { return Handle(handle == INVALID_HANDLE_VALUE ? nullptr : handle); }

Handle open_null(DWORD access) {
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  return owned(CreateFileW(L"NUL", access, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, nullptr));
}

/// A copy of our standard input that a child may have; null where it is a console, which no list of handles takes before
/// Windows 8, or nothing at all.
Handle input_to_inherit() {
  HANDLE given = GetStdHandle(STD_INPUT_HANDLE);
  HANDLE copy = nullptr;
  DWORD mode = 0;
  if (given == nullptr || given == INVALID_HANDLE_VALUE || GetConsoleMode(given, &mode) != 0 ||
      DuplicateHandle(GetCurrentProcess(), given, GetCurrentProcess(), &copy, 0, TRUE, DUPLICATE_SAME_ACCESS) == 0) {
    return nullptr;
  }
  return Handle(copy);
}

/// The only handles that the child gets, whatever else could be inherited.
class HandleList {
public:
  explicit HandleList(std::array<HANDLE, 2> handles) : m_handles(handles) {
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    m_memory = std::make_unique<std::max_align_t[]>(size / sizeof(std::max_align_t) + 1);
    m_good = InitializeProcThreadAttributeList(get(), 1, 0, &size) != 0 &&
             UpdateProcThreadAttribute(get(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, static_cast<void *>(m_handles.data()),
                                       m_handles.size() * sizeof(HANDLE), nullptr, nullptr) != 0;
  }
  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() { return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_memory.get()); }
  [[nodiscard]] bool good() const { return m_good; }

private:
  std::array<HANDLE, 2> m_handles;
  std::unique_ptr<std::max_align_t[]> m_memory;
  bool m_good = false;
};

/// A job never stops what wants to leave it. `ends_with_us`: it ends when this program does.
bool limit(HANDLE job, bool ends_with_us) {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags =
      JOB_OBJECT_LIMIT_BREAKAWAY_OK | (ends_with_us ? static_cast<DWORD>(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE) : 0);
  return SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits) != 0;
}

/// Null if there can't be one.
Handle make_job() {
  Handle job(CreateJobObjectW(nullptr, nullptr));
  if (job != nullptr && !limit(job.get(), true)) {
    job.reset();
  }
  return job;
}

/// Boost starts the child; this says how.
struct Setup : bp::extend::handler {
  const wchar_t *program = nullptr;
  const wchar_t *line = nullptr;
  HANDLE input = nullptr;
  HANDLE output = nullptr;
  HANDLE job = nullptr;
  LPPROC_THREAD_ATTRIBUTE_LIST handles = nullptr;
  DWORD flags = 0;
  bool *in_job = nullptr;
  bool *runs = nullptr;
  const ChildCommand *command = nullptr;

  template <class Executor> void on_setup(Executor &executor) const {
    executor.exe = program;
    executor.cmd_line = line;
    executor.inherit_handles = TRUE;
    // Suspended until it is in its job: what it starts is in there too. Not the error mode that we have for ourselves.
    executor.creation_flags |= CREATE_SUSPENDED | CREATE_DEFAULT_ERROR_MODE | flags;
    executor.set_startup_info_ex();
    executor.startup_info_ex.lpAttributeList = reinterpret_cast<decltype(executor.startup_info_ex.lpAttributeList)>(handles);
    executor.startup_info.dwFlags |= STARTF_USESTDHANDLES;
    executor.startup_info.hStdInput = input;
    executor.startup_info.hStdOutput = output;
    executor.startup_info.hStdError = output;
  }
  template <class Executor> void on_success(Executor &executor) const {
    *in_job = job != nullptr && AssignProcessToJobObject(job, executor.proc_info.hProcess) != 0;
    *runs = !command->before_it_runs || command->before_it_runs(mark_of_process(executor.proc_info.dwProcessId));
    if (*runs) {
      ResumeThread(executor.proc_info.hThread);
    } else {
      TerminateProcess(executor.proc_info.hProcess, EXIT_FAILURE);
    }
    if (*in_job) {
      limit(job, false);
    }
  }
};

/// Where the child writes and where we read; both go when nobody has them open any more.
struct Output {
  Handle write;
  Handle read;
};

Output open_output(const std::filesystem::path &folder) {
  const std::wstring name =
      (folder / (L"output-" + std::to_wstring(GetCurrentProcessId()) + L'-' + std::to_wstring(GetTickCount64()))).wstring();
  constexpr DWORD k_share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  Output output;
  // Two handles: a shared one would have one position for both.
  output.read = owned(CreateFileW(name.c_str(), GENERIC_READ | DELETE, k_share_all, nullptr, CREATE_NEW,
                                  FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, nullptr));
  output.write =
      owned(CreateFileW(name.c_str(), FILE_APPEND_DATA | SYNCHRONIZE, k_share_all, &inherited, OPEN_EXISTING, 0, nullptr));
  return output;
}

} // namespace

struct ChildProcess::State {
  bp::child child;
  Handle read;
  Handle job;
  bool in_job = false;
  ProcessMark mark;
  State() = default;
  State(const State &) = delete;
  State &operator=(const State &) = delete;
  ~State() { child.detach(); } // Boost would end it
};

ChildProcess::ChildProcess(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ChildProcess::ChildProcess(ChildProcess &&other) noexcept = default;
ChildProcess::~ChildProcess() = default;

Result<ChildProcess> ChildProcess::start(const ChildCommand &command) {
  const auto failure = [&](const std::string &what, std::string fix) {
    return tl::unexpected(Error{ErrorKind::input, printable(command.words.front()), what, std::move(fix)});
  };
  const std::wstring program = wide_from_utf8(command.words.front());
  const std::wstring line = wide_from_utf8(command.raw_line.empty() ? windows_command_line(command.words) : command.raw_line);
  if (line.size() >= k_max_command_line) {
    return failure("its command line is longer than Windows can take", "give fewer or shorter arguments");
  }
  auto state = std::make_unique<State>();
  Output output;
  if (command.scratch.empty()) {
    output.write = open_null(GENERIC_WRITE);
  } else {
    output = open_output(command.scratch);
    state->read = std::move(output.read);
  }
  Handle input = command.inherit_input ? input_to_inherit() : nullptr;
  if (input == nullptr) {
    input = open_null(GENERIC_READ);
  }
  HandleList handles({input.get(), output.write.get()});
  if (output.write == nullptr || input == nullptr || !handles.good()) {
    return failure("its output can't be taken (Windows error " + std::to_string(GetLastError()) + ')', "check the disk");
  }
  state->job = command.outlives_us ? nullptr : make_job();
  Setup setup;
  setup.program = program.c_str();
  setup.line = line.c_str();
  setup.input = input.get();
  setup.output = output.write.get();
  setup.job = state->job.get();
  setup.handles = handles.get();
  setup.in_job = &state->in_job;
  bool runs = false;
  setup.runs = &runs;
  setup.command = &command;
  setup.flags = command.outlives_us ? DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP | CREATE_BREAKAWAY_FROM_JOB : 0;
  std::error_code error;
  state->child = bp::child(bp::exe = program, setup, error);
  if (error.value() == ERROR_ACCESS_DENIED && command.outlives_us) {
    setup.flags &= ~static_cast<DWORD>(CREATE_BREAKAWAY_FROM_JOB); // our job does not let it go
    error.clear();
    state->child = bp::child(bp::exe = program, setup, error);
  }
  DeleteProcThreadAttributeList(handles.get());
  if (error) {
    return failure("can't be started (Windows error " + std::to_string(error.value()) + ')',
                   "check the path and the permissions");
  }
  if (!runs) {
    return failure("is not started: that it runs could not be noted down", "check the disk");
  }
  state->mark = mark_of_process(static_cast<std::uint64_t>(state->child.id()));
  return ChildProcess(std::move(state));
}

std::optional<std::uint32_t> ChildProcess::wait(std::chrono::milliseconds limit) {
  HANDLE process = m_state->child.native_handle();
  DWORD exit_code = 0;
  if (WaitForSingleObject(process, static_cast<DWORD>(limit.count())) != WAIT_OBJECT_0 ||
      GetExitCodeProcess(process, &exit_code) == 0) {
    return std::nullopt;
  }
  return exit_code;
}

std::string ChildProcess::read_output() {
  std::string bytes(k_max_output, '\0');
  DWORD count = 0;
  if (m_state->read == nullptr ||
      ReadFile(m_state->read.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &count, nullptr) == 0) {
    count = 0;
  }
  bytes.resize(count);
  return bytes;
}

void ChildProcess::kill() {
  constexpr UINT k_killed = 1;
  if (m_state->in_job) {
    TerminateJobObject(m_state->job.get(), k_killed);
  }
  TerminateProcess(m_state->child.native_handle(), k_killed);
}

bool ChildProcess::holds_tree() const { return m_state->in_job; }

ProcessMark ChildProcess::mark() const { return m_state->mark; }

Result<std::string> find_system_program(const std::string &name) {
  const auto refuse = [&](const char *what, const char *fix) { return tl::unexpected(no_program(name, what, fix)); };
  if (name.find('"') != std::string::npos || windows_path_form(name) == PathForm::device) {
    return refuse("is no program", "write the full path of an .exe file");
  }
  const bool full = name.size() > 3 && name[1] == ':' && (name[2] == '\\' || name[2] == '/');
  const bool bare = !name.empty() && name.find_first_of("\\/:") == std::string::npos;
  if (!full && !bare) {
    return refuse("is not a full path", "write the full path, or the bare name of a program in System32");
  }
  std::string path = name;
  if (bare) {
    std::array<wchar_t, MAX_PATH> folder{};
    const UINT size = GetSystemDirectoryW(folder.data(), static_cast<UINT>(folder.size()));
    path = utf8_from_wide({folder.data(), std::min<std::size_t>(size, folder.size())}) + '\\' + name;
    path += lower_ascii(path).ends_with(".exe") ? "" : ".exe";
  }
  if (!lower_ascii(path).ends_with(".exe")) {
    return refuse("is not an .exe file", "name the program that opens it, such as msiexec.exe");
  }
  if (GetFileAttributesW(wide_from_utf8(path).c_str()) == INVALID_FILE_ATTRIBUTES) {
    return refuse("is not there", bare ? "write its full path" : "check the path");
  }
  return path;
}

std::vector<std::string> own_command_line() {
  std::wstring program(k_max_command_line, L'\0');
  program.resize(GetModuleFileNameW(nullptr, program.data(), static_cast<DWORD>(program.size())));
  std::vector<std::string> words{utf8_from_wide(program)};
  for (int index = 1; index < __argc; ++index) {
    words.push_back(utf8_from_wide(std::wstring_view(__wargv[index])));
  }
  return words;
}

} // namespace acsgate
