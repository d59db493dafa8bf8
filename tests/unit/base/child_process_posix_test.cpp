#include "base/child_process.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <thread>

using namespace acsgate;

namespace {

constexpr std::chrono::seconds k_long(20);

Result<ChildProcess> start(std::vector<std::string> words) {
  ChildCommand command;
  command.words = std::move(words);
  command.scratch = std::filesystem::temp_directory_path();
  return ChildProcess::start(command);
}

} // namespace

TEST_CASE("batch files are known by their names") {
  CHECK(is_batch_file("setup.CMD"));
  CHECK(is_batch_file("C:\\x\\setup.bat"));
  CHECK(is_batch_file("setup.bat. . "));
  CHECK_FALSE(is_batch_file("setup.exe"));
  CHECK_FALSE(is_batch_file("bat"));
}

TEST_CASE("programs are looked for in the system's folders only") {
  CHECK(find_program("sh").has_value());
  CHECK(find_program("/opt/x").value() == "/opt/x");
  CHECK_FALSE(find_program("./sh").has_value());
  CHECK_FALSE(find_program("../bin/sh").has_value());
  CHECK_FALSE(find_program("").has_value());
  CHECK_FALSE(find_program("no-such-program-anywhere").has_value());
  CHECK_FALSE(find_program("/x/setup.cmd").has_value());
}

TEST_CASE("a child's exit code and output arrive") {
  auto child = start({"/bin/sh", "-c", "echo out; echo err >&2; exit 77"});
  REQUIRE(child.has_value());
  CHECK(child->wait(k_long) == 77U);
  CHECK(child->read_output() == "out\nerr\n");
  CHECK(child->read_output().empty());
}

TEST_CASE("a signal counts as 128 and its number") {
  auto child = start({"/bin/sh", "-c", "kill -9 $$"});
  REQUIRE(child.has_value());
  CHECK(child->wait(k_long) == 128U + SIGKILL);
}

TEST_CASE("what can't be started is an error") {
  const auto missing = start({"/no/such/program"});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().what.find("No such file") != std::string::npos);
  CHECK_FALSE(start({"/etc/passwd"}).has_value());
}

TEST_CASE("a kill reaches what the child has started") {
  auto child = start({"/bin/sh", "-c", "sleep 60 & echo $!; wait"});
  REQUIRE(child.has_value());
  std::string output;
  while (output.find('\n') == std::string::npos) {
    output += child->read_output();
  }
  CHECK_FALSE(child->wait(std::chrono::milliseconds(20)).has_value());
  const ProcessMark grandchild = mark_of_process(std::stoul(output));
  CHECK(is_running(grandchild));
  child->kill();
  CHECK(child->wait(k_long) == 128U + SIGKILL);
  for (int tries = 0; tries < 200 && is_running(grandchild); ++tries) {
    (void)child->wait(std::chrono::milliseconds(10));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK_FALSE(is_running(grandchild));
}

TEST_CASE("a child that can't be noted down never runs") {
  ChildCommand command;
  command.words = {"/bin/sh", "-c", "exit 3"};
  ProcessMark seen;
  command.before_it_runs = [&](const ProcessMark &mark) {
    seen = mark;
    return false;
  };
  CHECK_FALSE(ChildProcess::start(command).has_value());
  CHECK(seen.id != 0);
  CHECK_FALSE(is_running(seen));
}

TEST_CASE("a process is told from a later one with its number") {
  const ProcessMark own = own_process_mark();
  CHECK(is_running(own));
  CHECK_FALSE(is_running({own.id, own.started + 1}));
  CHECK_FALSE(is_running({}));
  CHECK(is_this_boot(boot_mark()));
  CHECK_FALSE(is_this_boot(""));
}
