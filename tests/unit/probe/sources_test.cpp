#include "probe/sources.hpp"

#include "fake_machine.hpp"
#include "gate/evaluate.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

Status root_status(const FakeMachine &machine, const CollectedHost &collected) {
  const Facts &facts = collected.host.facts;
  return evaluate(machine.policy, *machine.policy.find_product("agent"), facts, {}, {}, *facts.collected_at)
      .requirements[1]
      .status;
}

std::vector<std::string> versions_of(const FakeMachine &machine) {
  const CollectedHost collected = machine.collect();
  std::vector<std::string> versions;
  for (const ModuleFact &module : collected.host.facts.modules.items.value()) {
    versions.push_back(std::string(module.module) + ' ' + std::string(module.version));
  }
  return versions;
}

using List = std::vector<std::string>;

} // namespace

TEST_CASE("a root counts if the store that Windows goes by holds it, whole and for code", "[probe]") {
  FakeMachine machine;
  auto &stores = machine.state->stores;
  CHECK(root_status(machine, machine.collect()) == Status::pass);

  stores[CertificatePlace::root] = {blob_of(FakeMachine::k_other)};
  const CollectedHost part_only = machine.collect();
  CHECK(root_status(machine, part_only) == Status::fail);
  REQUIRE(part_only.notes.size() == 1);
  CHECK(part_only.notes[0].find("in AuthRoot, but Windows does not take it into Root") != std::string::npos);

  stores[CertificatePlace::root] = {blob_of(FakeMachine::k_other), blob_of(FakeMachine::k_root, property(9, k_usage_server))};
  CHECK(root_status(machine, machine.collect()) == Status::fail);
  stores[CertificatePlace::root].push_back(blob_of(FakeMachine::k_root));
  CHECK(root_status(machine, machine.collect()) == Status::fail);

  stores[CertificatePlace::root] = {};
  CHECK(root_status(machine, machine.collect()) == Status::unknown);
  stores.erase(CertificatePlace::root);
  CHECK(machine.collect().host.facts.roots.status == GroupStatus::absent);
}

TEST_CASE("a certificate with the SHA-1 of the root is not the root", "[probe]") {
  FakeMachine machine;
  machine.root_requirement().sha256.bytes[0] ^= 1U;
  const CollectedHost collected = machine.collect();
  CHECK(root_status(machine, collected) == Status::fail);
  REQUIRE_FALSE(collected.notes.empty());
  CHECK(collected.notes[0].find("not its SHA-256") != std::string::npos);
}

TEST_CASE("each Disallowed store has a veto, and must be readable", "[probe]") {
  for (const CertificatePlace place :
       {CertificatePlace::disallowed, CertificatePlace::group_policy_disallowed, CertificatePlace::enterprise_disallowed}) {
    FakeMachine machine;
    machine.state->stores[place] = {blob_of(FakeMachine::k_root)};
    CHECK(root_status(machine, machine.collect()) == Status::fail);
    for (const Mishap mishap : {Mishap::denied, Mishap::wrong_type, Mishap::huge}) {
      FakeMachine broken;
      broken.state->mishaps["stores " + std::to_string(static_cast<int>(place))] = mishap;
      const CollectedHost collected = broken.collect();
      CHECK(root_status(broken, collected) == Status::unknown);
      CHECK_FALSE(collected.host.facts.roots.disallowed);
    }
  }
  FakeMachine machine;
  machine.state->stores.erase(CertificatePlace::disallowed);
  const CollectedHost none = machine.collect();
  CHECK(root_status(machine, none) == Status::pass);
  CHECK(none.notes == List{"there is no Disallowed store: taken for empty"});
}

TEST_CASE("the program's own version comes first, and nothing that is installed is lost", "[probe]") {
  FakeMachine machine;
  CHECK(versions_of(machine) == List{"agent 20.0.0-6690"});
  machine.state->registry.text(FakeMachine::k_uninstall, "DisplayVersion", "20.0.5995"); // left over
  CHECK(versions_of(machine) == List{"agent 20.0.5995", "agent 20.0.0-6690"});
  machine.state->files.clear(); // the service is left over
  CHECK(versions_of(machine) == List{"agent 20.0.5995"});
  machine.state->mishaps["files"] = Mishap::denied;
  CHECK(versions_of(machine) == List{"agent 20.0.5995"});
  machine.state->registry.remove_key(FakeMachine::k_uninstall);
  machine.state->registry.text(R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Other)", "DisplayName", "Other");
  CHECK(versions_of(machine) == List{"agent unknown"});
  machine.state->mishaps["files"] = Mishap::stall;
  CHECK(versions_of(machine) == List{"agent unknown"});
}

TEST_CASE("a service's program is read from a drive only", "[probe]") {
  const std::string key = R"(SYSTEM\CurrentControlSet\Services\ds_agent)";
  const auto program = [&](const std::string &image_path) {
    FakeRegistry registry;
    registry.text(key, "ImagePath", image_path);
    List notes;
    const auto programs = service_programs(registry, notes);
    CHECK(programs.empty() == !notes.empty());
    return programs.empty() ? std::string() : programs[0].path;
  };
  CHECK(program(R"("C:\Program Files\x y\ds_agent.exe" -k "z")") == R"(C:\Program Files\x y\ds_agent.exe)");
  CHECK(program(R"(C:\Program Files\x y\ds_agent.EXE -k z)") == R"(C:\Program Files\x y\ds_agent.EXE)");
  CHECK(program(R"(\??\C:\x\ds_agent.exe)") == R"(C:\x\ds_agent.exe)");
  CHECK(program(R"(%ProgramFiles%\x\ds_agent.exe)") == R"(%ProgramFiles%\x\ds_agent.exe)");
  for (const char *const refused :
       {"", R"(\\server\share\ds_agent.exe)", R"("\\?\UNC\server\x.exe")", "ds_agent.exe", "C:x.exe"}) {
    CHECK(program(refused).empty());
  }
}
