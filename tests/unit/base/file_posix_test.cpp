#include "base/file.hpp"

#include "../policy/policy_files.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("a new file is not written through a link") {
  const test::TemporaryFolder folder;
  // A link that leads nowhere is something that exists: what it points to must not come into being.
  std::filesystem::create_symlink(folder.path() / "target", folder.path() / "link");
  CHECK(write_new_file(folder.path() / "link", "x").error().what == "exists already");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "target"));
}
