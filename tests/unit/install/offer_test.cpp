#include "install/offer.hpp"

#include "../policy/policy_files.hpp"
#include "base/file.hpp"
#include "install/package_name.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

const std::string k_digest(64, 'a');
const std::string k_row = "  - {module: agent, build: 20.0.0-6690, arch: x64, file: x.msi, sha256: " + k_digest + "}\n";

std::string refused(const std::string &text) {
  const test::TemporaryFolder folder;
  const auto offer = load_offer(folder.write("offer.yaml", text));
  return offer ? "" : to_string(offer.error().front());
}

} // namespace

TEST_CASE("names of installers are read, and others are not guessed") {
  const auto name = parse_package_name("Agent-Core-Windows-20.0.0-6690.x86_64.msi");
  REQUIRE(name.has_value());
  CHECK(name->module == "agent");
  CHECK(name->build == Version{20, 0, 0, 6690});
  CHECK(name->arch == "x64");
  CHECK(parse_package_name("Agent-Core-Windows-20.0.1-690.i386.msi")->arch == "x86");
  for (const char *other : {"setup.msi", "Agent-Windows-20.0.0-8268.x86_64.zip", "Agent-Core-Windows-20.0.6690.x86_64.msi",
                            "Agent-Core-Windows-20.0.0-6690.aarch64.msi", "agent-core-windows-20.0.0-6690.x86_64.msi",
                            "Agent-Core-Windows-20.0.0-6690.x86_64.msi.exe", "Agent-Core-Windows-.x86_64.msi"}) {
    CHECK_FALSE(parse_package_name(other).has_value());
  }
  CHECK(file_name_of("C:\\a/b\\c.msi") == "c.msi");
}

TEST_CASE("a manifest is read in YAML and in JSON") {
  const test::TemporaryFolder folder;
  const auto yaml = load_offer(folder.write("offer.yaml", "schema: acsgate.offer/v1\noffer:\n" + k_row));
  REQUIRE(yaml.has_value());
  REQUIRE(yaml->size() == 1);
  CHECK(yaml->front().build == Version{20, 0, 0, 6690});
  CHECK(yaml->front().file == utf8_of(folder.path() / "x.msi"));
  const auto json = load_offer(folder.write("offer.json", R"({"schema":"acsgate.offer/v1","offer":[{"module":"agent",)"
                                                          R"("build":"20.0.0-6690","arch":"x64","file":"x.msi","sha256":")" +
                                                              k_digest + "\"}]}"));
  REQUIRE(json.has_value());
  CHECK(json->front().sha256 == k_digest);
}

TEST_CASE("what is wrong with a manifest is said with its place") {
  const std::string head = "schema: acsgate.offer/v1\noffer:\n";
  CHECK(refused("offer:\n" + k_row).find("schema") != std::string::npos);
  CHECK(refused("schema: acsgate.offer/v2\noffer:\n" + k_row).find("acsgate.offer/v1") != std::string::npos);
  CHECK(refused("schema: acsgate.offer/v1\noffer: []\n").find("list of 1 to") != std::string::npos);
  CHECK(refused(head + k_row + k_row).find("offer.yaml:4:") != std::string::npos);
  CHECK(refused(head + "  - {module: agent, build: 20.0.6690, arch: x64, file: x, sha256: " + k_digest + "}\n").find(":3:28") !=
        std::string::npos);
  CHECK(refused(head + "  - {module: agent, build: 20.0.0-6690, arch: x46, file: x, sha256: " + k_digest + "}\n").find("x64") !=
        std::string::npos);
  CHECK(refused(head + "  - {module: agent, build: 20.0.0-6690, arch: x64, file: ../x, sha256: " + k_digest + "}\n")
            .find("folder") != std::string::npos);
  CHECK(refused(head + "  - {module: agent, build: 20.0.0-6690, arch: x64, file: x, sha256: abc}\n").find("64 hex") !=
        std::string::npos);
  CHECK(refused(head + "  - {module: agent, build: [], arch: x64, file: [], sha256: {}}\n").find("offer.yaml:3:") !=
        std::string::npos);
}

TEST_CASE("digests are hex") {
  CHECK(parse_sha256(std::string(64, 'A')) == k_digest);
  CHECK_FALSE(parse_sha256(std::string(63, 'a')).has_value());
  CHECK_FALSE(parse_sha256(std::string(64, 'g')).has_value());
}
