#include "base/log_file.hpp"

#include "../policy/policy_files.hpp"
#include "base/file.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

std::string content(const std::filesystem::path &path) { return read_file(path, 1000, ErrorKind::input).value_or("(none)"); }

} // namespace

TEST_CASE("a log file begins anew at its limit and keeps as many old ones as asked") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / path_of("記録") / "gate.log";
  LogFile log(path, 10, 2);
  REQUIRE(log.open() == std::nullopt);
  for (const char *line : {"one 12345\n", "two\n", "three\n", "four\n", "five 1234567890\n"}) {
    REQUIRE(log.append(line) == std::nullopt);
  }
  CHECK(content(path) == "five 1234567890\n");
  CHECK(content(path.parent_path() / "gate.1.log") == "four\n");
  CHECK(content(path.parent_path() / "gate.2.log") == "two\nthree\n");
  CHECK_FALSE(std::filesystem::exists(path.parent_path() / "gate.3.log"));
}

TEST_CASE("a log file counts what earlier runs wrote") {
  const test::TemporaryFolder folder;
  const auto path = path_of(folder.write("gate", "earlier\n"));
  LogFile log(path, 10, 1);
  REQUIRE(log.open() == std::nullopt);
  REQUIRE(log.append("now\n") == std::nullopt);
  CHECK(content(path) == "now\n");
  CHECK(content(folder.path() / "gate.1") == "earlier\n");
}

TEST_CASE("a log that can't be opened says why") {
  const test::TemporaryFolder folder;
  CHECK(LogFile(folder.path(), 10, 1).open() == "it is a folder");
}
