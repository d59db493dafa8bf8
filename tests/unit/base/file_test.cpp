#include "base/file.hpp"

#include "../policy/policy_files.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("a file is read whole, bytes as they are, up to the limit") {
  const test::TemporaryFolder folder;
  const std::string bytes("a\r\nb\0c\xFF", 7);
  const auto path = path_of(folder.write("日本語 x.bin", bytes));
  CHECK(read_file(path, 7, ErrorKind::input) == bytes);
  const auto too_large = read_file(path, 6, ErrorKind::policy);
  REQUIRE_FALSE(too_large);
  CHECK(too_large.error().kind == ErrorKind::policy);
  CHECK(too_large.error().what == "is larger than the limit of 6 bytes");
  CHECK(read_file(path_of(folder.write("empty", "")), 1, ErrorKind::input) == "");
}

TEST_CASE("what can't be read says why") {
  const test::TemporaryFolder folder;
  CHECK(read_file(folder.path(), 10, ErrorKind::input).error().what == "is a folder");
  CHECK(read_file(folder.path() / "none", 10, ErrorKind::input).error().what == "can't be opened: No such file or directory");
}

TEST_CASE("an endless file stops at the limit") { CHECK_FALSE(read_file("/dev/zero", 1000, ErrorKind::input)); }

TEST_CASE("paths keep their UTF-8") { CHECK(utf8_of(path_of("政策/方針.yaml")) == "政策/方針.yaml"); }

TEST_CASE("a new file is written whole, and nothing that exists is touched") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "new.yaml";
  REQUIRE(write_new_file(path, "one\n"));
  CHECK(read_file(path, 100, ErrorKind::input) == "one\n");
  CHECK(write_new_file(path, "two\n").error().what == "exists already");
  CHECK(read_file(path, 100, ErrorKind::input) == "one\n");
  CHECK(write_new_file(folder.path(), "two\n").error().what == "exists already");
  CHECK(write_new_file(folder.path() / "no" / "folder", "x").error().what == "can't be created: No such file or directory");
}
