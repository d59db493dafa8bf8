#include "facts/import/importer.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

const std::string k_head = "\nDeployment Image Servicing and Management tool\nVersion: 10.0.17763.1697\n\n"
                           "Image Version: 10.0.17763.2114\n\nPackages listing:\n\n";
const std::string k_end = "The operation completed successfully.\n";

std::string package(const std::string &name, const std::string &version, const std::string &state) {
  return "Package Identity : " + name + "~31bf3856ad364e35~amd64~~" + version + "\nState : " + state +
         "\nRelease Type : Update\nInstall Time : \n\n";
}

std::string foundation(const std::string &state) {
  return package("Microsoft-Windows-Foundation-Package", "10.0.17763.1", state);
}
std::string rollup(const std::string &version, const std::string &state) {
  return package("Package_for_RollupFix", version, state);
}

struct Sink final : ImportSink {
  std::vector<OwnedFacts> hosts;
  std::vector<std::string> warnings;
  void host(OwnedFacts host) override { hosts.push_back(std::move(host)); }
  void bad_host(Error /*error*/) override { FAIL("a bad host"); }
  void warning(std::string message) override { warnings.push_back(std::move(message)); }
};

/// Facts of the capture, which must be one host.
Sink import_capture(const std::string &capture) {
  Sink sink;
  const auto imported = import_dism({capture, "dism.txt"}, {}, sink);
  if (!imported) {
    FAIL(to_string(imported.error()));
  }
  REQUIRE(sink.hosts.size() == 1);
  return sink;
}

std::optional<PackageState> state_of(const Sink &sink, std::string_view version) {
  const auto &packages = sink.hosts[0].facts.updates.packages;
  REQUIRE(packages);
  for (const PackageFact &fact : *packages) {
    if (fact.version == version) {
      return fact.state;
    }
  }
  return std::nullopt;
}

bool refused_capture(const std::string &capture) {
  Sink sink;
  const auto imported = import_dism({capture, "dism.txt"}, {}, sink);
  return !imported && sink.hosts.empty();
}

} // namespace

TEST_CASE("states of packages are known by their English words", "[import]") {
  const std::vector<std::pair<std::string, PackageState>> rows{
      {"Installed", PackageState::installed},     {"Install Pending", PackageState::install_pending},
      {"Superseded", PackageState::other},        {"Staged", PackageState::other},
      {"Uninstall Pending", PackageState::other}, {"Partially Installed", PackageState::install_pending},
      {"Not Present", PackageState::other},       {"Removed", PackageState::other},
  };
  for (const auto &[word, state] : rows) {
    const Sink sink = import_capture(k_head + foundation("Installed") + rollup("17763.2237.1.9", word) + k_end);
    CHECK(state_of(sink, "17763.2237.1.9") == state);
    CHECK(sink.hosts[0].facts.reboot.ok() == (word.ends_with("Pending") || word.starts_with("Partially")));
    CHECK_FALSE((sink.hosts[0].facts.reboot.pending && sink.hosts[0].facts.reboot.pending->empty()));
  }
}

TEST_CASE("a word for installed is known by the system that bears it", "[import]") {
  const Sink sink = import_capture(k_head + foundation("xyz") + rollup("17763.2114.1.9", "xyz") + k_end);
  CHECK(state_of(sink, "17763.2114.1.9") == PackageState::installed);
  CHECK(sink.hosts[0].facts.os.ubr == 2114);
  // Two words for the system, or letters that the console did not have, tell nothing.
  for (const std::string &system : {foundation("xyz") + package("Microsoft-Windows-Foundation-Package", "10.0.17763.2", "abc"),
                                    foundation("?????"), std::string()}) {
    const std::string word = system.find('?') == std::string::npos ? "xyz" : "?????";
    const Sink unknown = import_capture(k_head + system + rollup("17763.2114.1.9", word) + k_end);
    CHECK_FALSE(unknown.hosts[0].facts.updates.packages);
    CHECK_FALSE(unknown.hosts[0].facts.os.ubr);
    CHECK(unknown.warnings.size() == 1);
  }
}

TEST_CASE("an update in a state that nothing explains leaves the packages unknown", "[import]") {
  const std::string installed = foundation("xyz") + rollup("17763.2114.1.9", "xyz");
  const Sink above = import_capture(k_head + installed + rollup("17763.2237.1.9", "abc") + k_end);
  CHECK_FALSE(above.hosts[0].facts.updates.packages);
  CHECK_FALSE(above.hosts[0].facts.os.ubr); // nor is a revision told that would make a failure of it
  CHECK(above.hosts[0].facts.os.build == 17763);
  const Sink single = import_capture(k_head + installed + package("Package_for_KB5005625", "10.0.1.1", "abc") + k_end);
  CHECK_FALSE(single.hosts[0].facts.updates.packages);
  // A rollup below the installed one explains its word, for all packages.
  const Sink below = import_capture(k_head + installed + rollup("17763.1577.1.9", "abc") +
                                    package("Package_for_KB5005625", "10.0.1.1", "abc") + k_end);
  CHECK(state_of(below, "17763.1577.1.9") == PackageState::other);
  CHECK(state_of(below, "10.0.1.1") == PackageState::other);
  // Other packages are no evidence: their state may stay open.
  const Sink other = import_capture(k_head + installed + package("Package_for_DotNetRollup", "10.0.3.1", "abc") + k_end);
  CHECK(state_of(other, "10.0.3.1") == PackageState::other);
}

TEST_CASE("the image version is a revision only where the installed rollup says the same", "[import]") {
  const auto ubr = [](const std::string &packages) {
    return import_capture(k_head + foundation("Installed") + packages + k_end).hosts[0].facts.os.ubr;
  };
  CHECK(ubr(rollup("17763.2114.1.9", "Installed")) == 2114);
  CHECK(ubr(rollup("17763.2114.1.9", "Installed") + rollup("17763.2237.1.9", "Install Pending")) == 2114);
  CHECK_FALSE(ubr(rollup("17763.2237.1.9", "Installed")));
  CHECK_FALSE(ubr(rollup("17763.2114.1.9", "Superseded")));
  CHECK_FALSE(ubr(""));
}

TEST_CASE("a list that is cut off anywhere is refused", "[import]") {
  const std::string list =
      k_head + foundation("Installed") + rollup("17763.1577.1.6", "Superseded") + rollup("17763.2114.1.9", "Installed");
  REQUIRE_FALSE(refused_capture(list + k_end));
  for (std::size_t size = 0; size <= list.size(); ++size) {
    INFO(list.substr(0, size));
    CHECK(refused_capture(list.substr(0, size)));
  }
}

TEST_CASE("two captures in one file are refused", "[import]") {
  const std::string one = k_head + foundation("Installed") + rollup("17763.2114.1.9", "Installed") + k_end;
  CHECK(refused_capture(one + one));
  CHECK(refused_capture(k_head + one));
  CHECK(refused_capture(k_head + foundation("Installed") + foundation("Installed") + k_end));
}
