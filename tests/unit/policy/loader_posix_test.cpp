#include "policy/loader.hpp"

#include "policy_files.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

// GCC's library can't make links on Windows.
TEST_CASE("a link in the policy's folder doesn't lead out of it") {
  const test::TemporaryFolder folder;
  folder.write("outside.yaml", "rows: []\n");
  const std::string path = folder.write("inner/p.yaml", "extends: builtin\nplatforms: link.yaml\n");
  std::filesystem::create_symlink(folder.path() / "outside.yaml", folder.path() / "inner/link.yaml");
  const auto loaded = load_policy(path);
  REQUIRE_FALSE(loaded);
  CHECK_THAT(to_string(loaded.error().front()), Catch::Contains("leads out of the folder"));
}
