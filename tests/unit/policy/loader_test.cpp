#include "policy/builtin_policy.hpp"
#include "policy_files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace acsgate;
using acsgate::test::TemporaryFolder;

namespace {

const std::string k_shipped = POLICIES_DIR "/trendmicro-deep-security.yaml";

std::string first_error(const std::string &path) {
  const auto loaded = load_policy(path);
  return loaded ? "loaded" : to_string(loaded.error().front());
}

} // namespace

TEST_CASE("the policy compiled in is the shipped one") {
  const auto file = load_policy(k_shipped);
  REQUIRE(file);
  const std::string embedded(builtin_policy_json());
  // If this fails: acsgate policy show --canonical policies/trendmicro-deep-security.yaml > plugin/src/policy/builtin_policy.json
  CHECK((file->canonical == embedded));
  CHECK(load_builtin_policy()->policy.digest == file->policy.digest);
}

TEST_CASE("the canonical form loads to the same digest") {
  const TemporaryFolder folder;
  const auto file = load_policy(k_shipped);
  const auto canonical = load_policy(folder.write("policy.json", file->canonical));
  REQUIRE(canonical);
  CHECK(canonical->canonical == file->canonical);
  CHECK(canonical->policy.digest == file->policy.digest);
}

TEST_CASE("the digest does not depend on comments, key order, line ends and byte order mark") {
  const TemporaryFolder folder;
  const std::string tables = "extends: builtin\n";
  const auto digest = [&](const std::string &text) { return load_policy(folder.write("p.yaml", text)).value().policy.digest; };
  const std::string plain = digest(tables + "name: site\non_unknown: hold\n");
  CHECK(plain == digest("# a comment\non_unknown: hold # another\nname: site\n" + tables));
  CHECK(plain == digest("extends: builtin\r\nname: site\r\non_unknown: hold\r\n"));
  CHECK(plain == digest("\xEF\xBB\xBF" + tables + "name: \"site\"\non_unknown: 'hold'\n"));
  CHECK(plain != digest(tables + "name: site\non_unknown: legacy\n"));
}

TEST_CASE("an overlay changes only what it names") {
  const TemporaryFolder folder;
  const auto loaded = load_policy(folder.write("site.yaml", R"(extends: builtin
name: site
facts_max_age: 7d
platforms:
  rows:
    - {id: windows-10-21h2, min_ubr: 1700, proof_kb: [KB5014699]}
    - {id: my-build, title: Mine, build: 19999, never: true, source: kb5022661}
updates:
  - 9600,,KB5099999,2026-09-08,monthly-rollup,wesng
requirements:
  settled: {on_fail: legacy}
)"));
  REQUIRE(loaded);
  const Policy &policy = loaded->policy;
  const Policy &shipped = test::shipped_policy();
  CHECK(policy.facts_max_age == std::chrono::hours(24 * 7));
  CHECK(policy.platforms.size() == shipped.platforms.size() + 1);
  CHECK(policy.updates.size() == shipped.updates.size() + 1);
  const auto row = std::ranges::find(policy.platforms, "windows-10-21h2", &Platform::id);
  CHECK(row->min_ubr == 1700);
  CHECK(row->proof_kb == std::vector<Kb>{5014699});
  CHECK(row->title == "Windows 10 21H2");
  const auto old = std::ranges::find(policy.platforms, "windows-8.1", &Platform::id);
  CHECK(std::ranges::binary_search(old->rollup_proofs, Kb{5099999}));
  CHECK(policy.products.size() == shipped.products.size());
}

TEST_CASE("an overlay may extend a file, but not itself") {
  const TemporaryFolder folder;
  folder.write("base.yaml", "extends: builtin\nname: base\n");
  CHECK(load_policy(folder.write("site.yaml", "extends: base.yaml\nversion: \"7\"\n"))->policy.name == "base");
  const std::string loop = folder.write("loop.yaml", "extends: loop.yaml\n");
  CHECK(first_error(loop) == loop + ": extends more than 8 policies, or itself");
}

TEST_CASE("referenced files stay in the policy's folder") {
  const TemporaryFolder folder;
  folder.write("outside.yaml", "rows: []\n");
  for (const std::string name :
       {"../outside.yaml", "/etc/passwd", "\\\\\\\\server\\\\share\\\\x.yaml", "C:/x.yaml", "a/../../outside.yaml"}) {
    const std::string path = folder.write("inner/p.yaml", "extends: builtin\nplatforms: \"" + name + "\"\n");
    CHECK_THAT(first_error(path), Catch::StartsWith(path + ":2:12: file ") && Catch::Contains("does not lie in the folder"));
  }
}

TEST_CASE("all mistakes are reported at once, in order") {
  const TemporaryFolder folder;
  const auto loaded =
      load_policy(folder.write("p.yaml", "extends: builtin\nissued: 2026-02-30\non_unknwon: hold\nfacts_max_age: often\n"));
  REQUIRE_FALSE(loaded);
  REQUIRE(loaded.error().size() == 3);
  CHECK_THAT(to_string(loaded.error()[0]), Catch::Contains("p.yaml:2:9:") && Catch::Contains("2026-02-30"));
  CHECK_THAT(to_string(loaded.error()[1]), Catch::Contains("p.yaml:3:1:") && Catch::Contains("did you mean \"on_unknown\""));
  CHECK_THAT(to_string(loaded.error()[2]), Catch::Contains("p.yaml:4:16:") && Catch::Contains("such as 30d"));
}

TEST_CASE("a policy file that is not there is named") {
  CHECK_THAT(first_error("/no/such/policy.yaml"), Catch::Contains("can't be opened"));
}
