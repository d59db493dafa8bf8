#include "facts/registry/registry_facts.hpp"

#include "blobs.hpp"
#include "facts/fact_values.hpp"
#include "facts/facts_writer.hpp"
#include "facts/import/importer.hpp"
#include "facts/registry/reboot_signals.hpp"
#include "facts/registry/servicing.hpp"
#include "fake_registry.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

const std::string k_nt = R"(SOFTWARE\Microsoft\Windows NT\CurrentVersion)";
const std::string k_cbs = std::string(k_servicing_key);
const std::string k_update = R"(SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update)";
const std::string k_uninstall = R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall)";
const std::string k_certificates = R"(SOFTWARE\Microsoft\SystemCertificates)";
const std::string k_policy_certificates = R"(SOFTWARE\Policies\Microsoft\SystemCertificates)";
const std::string k_control = R"(SYSTEM\CurrentControlSet\Control)";
const std::string k_root = fake_der("root");
const std::string k_other = fake_der("other");
const std::string k_distrusted = fake_der("distrusted");

void add_certificate(FakeRegistry &registry, const std::string &store, const std::string &der, const std::string &more = {}) {
  registry.set(store + R"(\Certificates\)" + key_name(der), "Blob", {registry_type::binary, blob_of(der, more)});
}

void add_package(FakeRegistry &registry, const std::string &name, const std::string &version, std::uint32_t state) {
  registry.dword(k_cbs + R"(\Packages\)" + name + "~31bf3856ad364e35~amd64~~" + version, "CurrentState", state);
}

FakeRegistry server_2019() {
  FakeRegistry registry;
  registry.text(k_nt, "CurrentBuild", "17763").text(k_nt, "CurrentBuildNumber", "17763").dword(k_nt, "UBR", 2114);
  registry.text(k_nt, "InstallationType", "Server").text(k_nt, "EditionID", "ServerStandard");
  registry.text(k_control + R"(\Session Manager\Environment)", "PROCESSOR_ARCHITECTURE", "AMD64");
  registry.text(k_control + R"(\ComputerName\ActiveComputerName)", "ComputerName", "WEB01");
  registry.text(k_control + R"(\ComputerName\ComputerName)", "ComputerName", "WEB01");
  registry.text(R"(SYSTEM\CurrentControlSet\Services\Tcpip\Parameters)", "Hostname", "web01");
  registry.text(R"(SYSTEM\CurrentControlSet\Services\Tcpip\Parameters)", "Domain", "example.jp");
  registry.text(R"(SOFTWARE\Microsoft\Cryptography)", "MachineGuid", "6F9619FF-8b86-d011-b42d-00c04fc964ff");
  add_package(registry, "Microsoft-Windows-Foundation-Package", "10.0.17763.1", 0x70);
  add_package(registry, "Package_for_RollupFix", "17763.1577.1.6", 0x50);
  add_package(registry, "Package_for_RollupFix", "17763.2114.1.9", 0x70);
  add_package(registry, "Package_for_KB5005112", "17763.2090.1.2", 0x80);
  add_package(registry, "Package_3_for_KB5005112", "17763.2090.1.2", 0x70);
  registry.add_key(k_update);
  add_certificate(registry, k_certificates + R"(\ROOT)", k_other);
  add_certificate(registry, k_certificates + R"(\AuthRoot)", k_root, property(9, k_usage_code));
  add_certificate(registry, k_certificates + R"(\Disallowed)", k_distrusted);
  registry.add_key(k_policy_certificates + R"(\AuthRoot)");
  registry.text(k_uninstall + R"(\{1})", "DisplayName", "Trend Micro Deep Security Agent");
  registry.text(k_uninstall + R"(\{1})", "DisplayVersion", "20.0.5995").text(k_uninstall + R"(\{1})", "Publisher", "Trend Micro");
  registry.dword(R"(SYSTEM\CurrentControlSet\Services\ds_agent)", "Start", 2);
  return registry;
}

std::string json_of(FakeRegistry registry) { return to_json(collect_registry_facts(registry, "reg").host.facts); }

Facts facts_of(FakeRegistry &registry, RegistryFacts &held) {
  held = collect_registry_facts(registry, "registry");
  return held.host.facts;
}

std::vector<std::string> names(const std::optional<std::vector<FactText>> &list) {
  REQUIRE(list);
  return {list->begin(), list->end()};
}

Thumbprint parse_thumbprint_of(const std::string &der) { return *parse_thumbprint(key_name(der)); }

struct Collector final : ImportSink {
  std::vector<std::string> hosts;
  void host(OwnedFacts host) override { hosts.push_back(to_json(host.facts)); }
  void bad_host(Error /*error*/) override {}
  void warning(std::string /*message*/) override {}
};

} // namespace

TEST_CASE("a whole registry gives all groups", "[registry]") {
  FakeRegistry registry = server_2019();
  RegistryFacts held;
  const Facts facts = facts_of(registry, held);
  CHECK(facts.host.name == "WEB01");
  CHECK(facts.host.fqdn == "web01.example.jp");
  CHECK(facts.host.id == "6f9619ff-8b86-d011-b42d-00c04fc964ff");
  CHECK(facts.os.build == 17763);
  CHECK(facts.os.ubr == 2114);
  CHECK(facts.os.service_pack == 0);
  CHECK(facts.os.type == OsType::server);
  CHECK(facts.os.arch == "x64");
  CHECK(facts.os.source == "registry");
  REQUIRE(facts.updates.packages);
  REQUIRE(facts.updates.packages->size() == 3);
  CHECK((*facts.updates.packages)[0].state == PackageState::installed);
  CHECK((*facts.updates.packages)[1].state == PackageState::other);
  CHECK((*facts.updates.packages)[2].version == "17763.2114.1.9");
  CHECK_FALSE(facts.updates.hotfixes);
  CHECK(names(facts.reboot.pending).empty());
  CHECK(facts.roots.present->size() == 2);
  CHECK(facts.roots.disallowed->size() == 1);
  CHECK(facts.roots.auto_update == AutoUpdate::enabled);
  CHECK(facts.modules.items->at(0).version == "20.0.5995");
  CHECK(facts.services.items->at(0).start == "auto");
  CHECK(facts.services.items->at(0).state.empty());
  CHECK(held.notes.empty());
}

TEST_CASE("an export gives the facts that the registry gives", "[registry][import]") {
  FakeRegistry pending = server_2019();
  pending.add_key(k_cbs + R"(\RebootPending)").dword(k_policy_certificates + R"(\AuthRoot)", "DisableRootAutoUpdate", 1);
  for (const FakeRegistry &registry : {server_2019(), pending}) {
    Collector collector;
    REQUIRE(import_reg({registry.exported(), "x.reg"}, {}, collector));
    REQUIRE(collector.hosts.size() == 1);
    CHECK(collector.hosts[0] == json_of(registry));
  }
}

TEST_CASE("no read that fails makes a list emptier or a fact different", "[registry]") {
  FakeRegistry whole = server_2019();
  RegistryFacts held;
  const Facts complete = facts_of(whole, held);
  const std::size_t reads = whole.accesses.size();
  REQUIRE(reads > 50);
  for (const ReadStatus status : {ReadStatus::denied, ReadStatus::error, ReadStatus::unsupported}) {
    for (std::size_t read = 0; read < reads; ++read) {
      FakeRegistry registry = server_2019();
      registry.fail_at = read;
      registry.fail_as = status;
      RegistryFacts now_held;
      const Facts facts = facts_of(registry, now_held);
      INFO(whole.accesses[read]);
      if (facts.updates.packages) {
        CHECK(facts.updates.packages->size() == complete.updates.packages->size());
        CHECK((*facts.updates.packages)[2].state == PackageState::installed);
      } else {
        CHECK_FALSE(facts.updates.ok());
      }
      CHECK((!facts.reboot.pending || facts.reboot.pending->empty()));
      CHECK((!facts.roots.present || *facts.roots.present == *complete.roots.present));
      CHECK((!facts.roots.disallowed || *facts.roots.disallowed == *complete.roots.disallowed));
      CHECK(facts.roots.auto_update != AutoUpdate::disabled);
      CHECK((!facts.modules.items || facts.modules.items->size() == 1));
      CHECK((!facts.services.items || facts.services.items->size() == 1));
      CHECK(facts.os.build.value_or(17763) == 17763);
      CHECK(facts.os.ubr.value_or(2114) == 2114);
      CHECK(facts.os.service_pack.value_or(0) == 0);
      CHECK(facts.os.type != OsType::client);
    }
  }
}

TEST_CASE("what stands in the way is kept apart", "[registry]") {
  for (const auto &[status, group] : {std::pair(ReadStatus::denied, GroupStatus::denied),
                                      {ReadStatus::error, GroupStatus::error},
                                      {ReadStatus::absent, GroupStatus::absent},
                                      {ReadStatus::unsupported, GroupStatus::missing}}) {
    FakeRegistry registry = server_2019();
    registry.fail_below = k_cbs;
    registry.fail_as = status;
    RegistryFacts held;
    const Facts facts = facts_of(registry, held);
    CHECK(facts.updates.status == group);
    CHECK(facts.reboot.status == group);
    CHECK_FALSE(facts.reboot.pending);
  }
}

TEST_CASE("each signal is set by its place and by no other", "[registry]") {
  for (const RebootSignal &signal : reboot_signals()) {
    FakeRegistry registry = server_2019();
    const std::string key(signal.key);
    const std::string value(signal.value);
    CHECK(read_signal(registry, signal) == ReadStatus::absent);
    switch (signal.test) {
    case SignalTest::key:
      registry.add_key(key);
      break;
    case SignalTest::subkeys:
      registry.add_key(key);
      CHECK(read_signal(registry, signal) == ReadStatus::absent);
      registry.add_key(key + R"(\{9482F4B4})");
      break;
    case SignalTest::value:
      registry.text(key, value, "");
      break;
    case SignalTest::non_zero:
      registry.dword(key, value, 0);
      CHECK(read_signal(registry, signal) == ReadStatus::absent);
      registry.dword(key, value, 3);
      break;
    case SignalTest::non_empty:
      registry.set(key, value, {registry_type::multi_sz, std::string(2, '\0')});
      CHECK(read_signal(registry, signal) == ReadStatus::absent);
      registry.set(key, value, {registry_type::multi_sz, "a"});
      break;
    }
    RegistryFacts held;
    const Facts facts = facts_of(registry, held);
    CHECK(names(facts.reboot.pending) == std::vector<std::string>{std::string(signal.name)});
    registry.fail_below = key;
    CHECK(read_signal(registry, signal) == ReadStatus::denied);
  }
}

TEST_CASE("the table of signals is in order", "[registry]") {
  CHECK(std::ranges::is_sorted(reboot_signals(), {},
                               [](const RebootSignal &row) { return std::tuple(row.name, row.key, row.value); }));
  for (const RebootSignal &signal : reboot_signals()) {
    CHECK(signal.hard == (signal.name == "cbs" || signal.name == "windows-update"));
    CHECK(signal.value.empty() == (signal.test == SignalTest::key || signal.test == SignalTest::subkeys));
  }
}

TEST_CASE("a hard signal that is set is told though the other is hidden", "[registry]") {
  FakeRegistry registry = server_2019();
  registry.add_key(k_cbs + R"(\RebootPending)");
  registry.fail_below = k_update;
  RegistryFacts held;
  CHECK(names(facts_of(registry, held).reboot.pending) == std::vector<std::string>{"cbs"});
  registry.remove_key(k_cbs + R"(\RebootPending)");
  CHECK(facts_of(registry, held).reboot.status == GroupStatus::denied);
}

TEST_CASE("servicing without packages shows nothing of restarts", "[registry]") {
  FakeRegistry registry = server_2019();
  registry.remove_key(k_cbs + R"(\Packages)");
  RegistryFacts held;
  const Facts facts = facts_of(registry, held);
  CHECK(facts.reboot.status == GroupStatus::absent);
  CHECK(facts.updates.status == GroupStatus::absent);
  registry.add_key(k_cbs + R"(\Packages)");
  CHECK(facts_of(registry, held).updates.status == GroupStatus::absent); // no system is without packages
}

TEST_CASE("states of packages", "[registry]") {
  for (const std::uint32_t state : {0x00U, 0x05U, 0x10U, 0x20U, 0x30U, 0x40U, 0x50U, 0x71U, 0xFFFFFF80U, 0xFFFFFF90U}) {
    CHECK(package_state(state) == PackageState::other);
  }
  CHECK(package_state(0x60) == PackageState::install_pending);
  CHECK(package_state(0x65) == PackageState::install_pending);
  CHECK(package_state(0x70) == PackageState::installed);
  CHECK(package_state(0x80) == PackageState::installed);
}

TEST_CASE("a root counts from any store, but not narrowed, damaged or under another's name", "[registry]") {
  const auto present = [](const FakeRegistry &given) {
    FakeRegistry registry = given;
    RegistryFacts held;
    const Facts facts = facts_of(registry, held);
    REQUIRE(facts.roots.present);
    const auto wanted = parse_thumbprint_of(k_root);
    return std::ranges::find(*facts.roots.present, wanted) != facts.roots.present->end();
  };
  FakeRegistry without = server_2019();
  without.remove_key(k_certificates + R"(\AuthRoot)");
  CHECK_FALSE(present(without));
  for (const std::string &store :
       {k_certificates + R"(\ROOT)", k_certificates + R"(\SmartCardRoot)", k_policy_certificates + R"(\Root)",
        std::string(R"(SOFTWARE\Microsoft\EnterpriseCertificates\Root)")}) {
    FakeRegistry registry = without;
    add_certificate(registry, store, k_root);
    CHECK(present(registry));
  }
  FakeRegistry narrowed = server_2019();
  add_certificate(narrowed, k_policy_certificates + R"(\Root)", k_root, property(9, k_usage_server));
  CHECK_FALSE(present(narrowed));
  FakeRegistry impostor = without;
  impostor.set(k_certificates + R"(\ROOT\Certificates\)" + key_name(k_root), "Blob", {registry_type::binary, blob_of(k_other)});
  CHECK_FALSE(present(impostor));
  FakeRegistry cut = without;
  const std::string blob = blob_of(k_root);
  cut.set(k_certificates + R"(\ROOT\Certificates\)" + key_name(k_root), "Blob",
          {registry_type::binary, blob.substr(0, blob.size() - 1)});
  CHECK_FALSE(present(cut));
}

TEST_CASE("a veto counts by key and by certificate, damaged or not", "[registry]") {
  FakeRegistry registry = server_2019();
  registry.set(k_policy_certificates + R"(\Disallowed\Certificates\)" + key_name(k_root), "Blob",
               {registry_type::binary, "damaged"});
  RegistryFacts held;
  const Facts facts = facts_of(registry, held);
  REQUIRE(facts.roots.disallowed);
  CHECK(std::ranges::find(*facts.roots.disallowed, parse_thumbprint_of(k_root)) != facts.roots.disallowed->end());
}

TEST_CASE("contradictions about the system leave it unknown", "[registry]") {
  FakeRegistry registry = server_2019();
  registry.text(k_nt, "CurrentBuild", "14393");
  registry.text(k_control + R"(\ProductOptions)", "ProductType", "WinNT");
  registry.dword(k_control + R"(\Windows)", "CSDVersion", 0x100);
  RegistryFacts held;
  const Facts facts = facts_of(registry, held);
  CHECK_FALSE(facts.os.build);
  CHECK(facts.os.type == OsType::unknown);
  CHECK_FALSE(facts.os.service_pack);
  CHECK(held.notes.size() == 1);
}

TEST_CASE("without an update revision there is none, not zero", "[registry]") {
  FakeRegistry registry = server_2019();
  registry.text(k_nt, "UBR", "2114"); // a text
  RegistryFacts held;
  CHECK_FALSE(facts_of(registry, held).os.ubr);
}

TEST_CASE("programs count by their whole name, in both views", "[registry]") {
  FakeRegistry registry = server_2019();
  const std::string other = R"(SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\{2})";
  registry.text(other, "DisplayName", "Trend Micro Deep Security Notifier").text(other, "DisplayVersion", "20.0.5995");
  registry.text(k_uninstall + R"(\{3})", "DisplayName", "Trend Micro Deep Security Agent Tools");
  registry.text(k_uninstall + R"(\{4})", "DisplayName", "Trend Micro Deep Security Agent");
  registry.text(k_uninstall + R"(\{4})", "Publisher", "Somebody");
  RegistryFacts held;
  const Facts facts = facts_of(registry, held);
  REQUIRE(facts.modules.items);
  REQUIRE(facts.modules.items->size() == 2);
  CHECK((*facts.modules.items)[1].module == "notifier");
}

TEST_CASE("reads are few: only updates and roots are opened one by one", "[registry]") {
  FakeRegistry registry = server_2019();
  RegistryFacts held;
  (void)facts_of(registry, held);
  CHECK(registry.accesses.size() < 100);
  CHECK(std::ranges::none_of(registry.accesses, [](const std::string &access) {
    return access.find("Foundation") != std::string::npos || access.find("Package_3_for") != std::string::npos;
  }));
}
