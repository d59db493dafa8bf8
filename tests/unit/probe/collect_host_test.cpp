#include "probe/collect_host.hpp"

#include "base/worker.hpp"
#include "facts/facts_json.hpp"
#include "facts/facts_writer.hpp"
#include "fake_machine.hpp"
#include "gate/evaluate.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

Decision decide(const FakeMachine &machine, const Facts &facts) {
  return evaluate(machine.policy, *machine.policy.find_product("agent"), facts, {}, {}, *facts.collected_at).decision;
}

/// The port, the group that it feeds, and whether that group is needed for a pass.
struct Case {
  std::string port;
  const Group &(*group)(const Facts &);
  bool needed;
};

const Group &os(const Facts &facts) { return facts.os; }
const Group &updates(const Facts &facts) { return facts.updates; }
const Group &roots(const Facts &facts) { return facts.roots; }
const Group &services(const Facts &facts) { return facts.services; }
const Group &esu(const Facts &facts) { return facts.esu; }

const Case k_cases[] = {
    {"registry", os, true},        {"os", os, true},           {"stores 0", roots, true},
    {"services", services, false}, {"licences 3", esu, false},
};

constexpr Mishap k_mishaps[] = {Mishap::missing, Mishap::denied, Mishap::wrong_type, Mishap::huge, Mishap::stall};

} // namespace

TEST_CASE("a whole machine gives all groups, and asks for no more than it needs", "[probe]") {
  const FakeMachine machine;
  const CollectedHost collected = machine.collect();
  const Facts &facts = collected.host.facts;
  CHECK(facts.host.name == "WEB01");
  CHECK(facts.host.fqdn == "web01.example.jp");
  CHECK(facts.host.id == "6f9619ff-8b86-d011-b42d-00c04fc964ff");
  CHECK(facts.source == "probe");
  CHECK(facts.os.build == 17763);
  CHECK(facts.os.source == "registry, RtlGetVersion");
  CHECK(facts.updates.packages->size() == 1);
  CHECK(facts.reboot.pending->empty());
  CHECK(facts.roots.present->size() == 2);
  CHECK(facts.roots.disallowed->size() == 1);
  CHECK(facts.roots.auto_update == AutoUpdate::enabled);
  CHECK(facts.roots.source == "certificate store Root (AuthRoot)");
  REQUIRE(facts.modules.items->size() == 1);
  CHECK(facts.modules.items->front().version == "20.0.0-6690");
  REQUIRE(facts.services.items->size() == 1);
  CHECK(facts.services.items->front().state == "running");
  CHECK(facts.esu.status == GroupStatus::missing);
  CHECK(collected.notes.empty());
  CHECK(decide(machine, facts) == Decision::acs);

  for (const char *const once : {"os", "names", "stores 0", "stores 5", "stores 6", "stores 7", "find 1", "find 2", "find 3",
                                 "find 4", "services ds_agent", "files"}) {
    INFO(once);
    CHECK(machine.count(once) == 1);
  }
  CHECK(machine.count("hotfixes") == 0);
  CHECK(machine.count("licences") == 0);
  const auto &reads = machine.state->registry.accesses;
  CHECK(std::ranges::count_if(reads, [](const std::string &read) { return read.find("Packages\\") != std::string::npos; }) == 1);

  FactsDecoder decoder;
  const auto read = decoder.decode(to_json(facts), "facts");
  REQUIRE(read);
  CHECK(to_json(**read) == to_json(facts));
}

TEST_CASE("a port that fails names itself in its group, and what is needed never passes", "[probe]") {
  for (const Case &part : k_cases) {
    for (const Mishap mishap : k_mishaps) {
      FakeMachine machine;
      const bool esu_case = part.port.starts_with("licences");
      if (esu_case) {
        machine.set_build(6002, 1);
      }
      machine.state->mishaps[part.port] = mishap;
      const unsigned before = abandoned_threads();
      const auto begun = std::chrono::steady_clock::now();
      const CollectedHost collected = machine.collect();
      const Facts &facts = collected.host.facts;
      const Group &group = part.group(facts);
      INFO(part.port << ", mishap " << static_cast<int>(mishap) << ": " << to_json(facts));
      CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
      const bool harmless = !part.needed || (part.port == "os" && mishap == Mishap::huge); // a number is never huge
      CHECK((decide(machine, facts) == Decision::acs) == (harmless && !esu_case));
      CHECK((abandoned_threads() > before) == (mishap == Mishap::stall));
      if (mishap == Mishap::stall) {
        CHECK(group.status == GroupStatus::error);
        CHECK(group.source.find("no answer in 250 ms") != FactText::npos);
      } else if (mishap == Mishap::denied) {
        CHECK(group.status == GroupStatus::denied);
        CHECK(group.source.find("denied") != FactText::npos);
      } else if (mishap == Mishap::wrong_type) {
        CHECK(group.status != GroupStatus::denied);
        CHECK(group.status != GroupStatus::missing);
      }
      FactsDecoder decoder;
      CHECK(decoder.decode(to_json(facts), "facts"));
    }
  }
}

TEST_CASE("no single read of the registry that fails makes the host pass that would not", "[probe]") {
  FakeMachine whole;
  whole.set_build(17763, 2209);
  (void)whole.collect();
  const std::size_t reads = whole.state->registry.accesses.size();
  REQUIRE(reads > 40);
  for (const ReadStatus status : {ReadStatus::absent, ReadStatus::denied, ReadStatus::error}) {
    for (std::size_t read = 0; read < reads; ++read) {
      FakeMachine machine;
      machine.set_build(17763, 2209);
      machine.state->registry.remove_key(std::string(k_packages_key) +
                                         R"(\Package_for_RollupFix~31bf3856ad364e35~amd64~~17763.2210.1.9)");
      machine.state->registry.fail_at = read;
      machine.state->registry.fail_as = status;
      const CollectedHost collected = machine.collect();
      INFO(whole.state->registry.accesses[read]);
      CHECK(decide(machine, collected.host.facts) != Decision::acs);
    }
  }
}

TEST_CASE("the registry and the kernel must say the same", "[probe]") {
  FakeMachine machine;
  machine.state->os.build = 17764;
  const CollectedHost build = machine.collect();
  CHECK(build.host.facts.os.status == GroupStatus::error);
  CHECK(build.host.facts.os.source == "registry says build 17763, RtlGetVersion says 17764");
  CHECK(decide(machine, build.host.facts) == Decision::unknown);
  machine.state->os = {17763, OsType::client};
  const CollectedHost type = machine.collect();
  CHECK(type.host.facts.os.source == "registry says server, RtlGetVersion says client");
  CHECK(decide(machine, type.host.facts) == Decision::unknown);
}

TEST_CASE("without its own name a machine is called what the registry calls it", "[probe]") {
  for (const Mishap mishap : {Mishap::denied, Mishap::huge}) {
    FakeMachine machine;
    machine.state->mishaps["names"] = mishap;
    const CollectedHost collected = machine.collect();
    CHECK(collected.host.facts.host.name == "WEB01");
    CHECK(collected.host.facts.host.fqdn.empty());
    CHECK(decide(machine, collected.host.facts) == Decision::acs);
  }
}

TEST_CASE("hotfixes are asked for only where they can decide", "[probe]") {
  FakeMachine machine;
  machine.set_build(9600, 20143);
  machine.state->hotfixes = {"KB2919355", "File 1", " KB5006729 "};
  const CollectedHost proven = machine.collect();
  CHECK(proven.host.facts.updates.hotfixes == std::vector<Kb>{2919355, 5006729});
  CHECK(proven.host.facts.updates.source == "registry, wmi");
  CHECK(machine.count("hotfixes") == 1);
  CHECK(decide(machine, proven.host.facts) == Decision::acs);

  machine.state->hotfixes = {"KB2919355"};
  CHECK(decide(machine, machine.collect().host.facts) == Decision::legacy);

  for (const Mishap mishap : k_mishaps) {
    FakeMachine broken;
    broken.set_build(9600, 20143);
    broken.state->hotfixes = {"KB5006729"};
    broken.state->mishaps["hotfixes"] = mishap;
    const CollectedHost collected = broken.collect();
    INFO(static_cast<int>(mishap));
    CHECK(decide(broken, collected.host.facts) == Decision::unknown);
    if (mishap != Mishap::huge) {
      CHECK_FALSE(collected.host.facts.updates.hotfixes);
      CHECK(updates(collected.host.facts).source.starts_with("registry, wmi: "));
    }
  }

  FakeMachine at_floor;
  at_floor.set_build(9600, 20144);
  (void)at_floor.collect();
  CHECK(at_floor.count("hotfixes") == 0);
  FakeMachine cumulative; // the revision alone decides
  cumulative.set_build(17763, 2209);
  (void)cumulative.collect();
  CHECK(cumulative.count("hotfixes") == 0);
}

TEST_CASE("licences are asked for only where ESU may be the way to the update", "[probe]") {
  FakeMachine machine;
  machine.set_build(6002, 1);
  machine.state->licences = {{"553673ed-6ddf-419c-a153-b760283472fd", true}};
  const CollectedHost licensed = machine.collect();
  CHECK(licensed.host.facts.esu.licensed == true);
  CHECK(licensed.host.facts.esu.products == std::vector<FactText>{"windows-server-2008"});
  machine.state->licences = {{"553673ed-6ddf-419c-a153-b760283472fd", false}};
  CHECK(machine.collect().host.facts.esu.licensed == false);
  CHECK(esu(machine.collect().host.facts).source == "wmi");
}

TEST_CASE("what takes too long is given up, and what throws has failed", "[probe]") {
  const auto soon = [] { return std::chrono::steady_clock::now() + std::chrono::milliseconds(20); };
  const auto later = [] { return std::chrono::steady_clock::now() + std::chrono::seconds(20); };
  Worker<int> quick([] { return 7; });
  REQUIRE(quick.wait(later()) == WorkEnd::done);
  CHECK(quick.take() == 7);
  Worker<int> thrower([]() -> int { throw std::bad_alloc(); });
  CHECK(thrower.wait(later()) == WorkEnd::failed);
  auto gate = std::make_shared<std::mutex>();
  const unsigned before = abandoned_threads();
  gate->lock();
  Worker<int> slow([gate] {
    const std::lock_guard lock(*gate);
    return 1;
  });
  CHECK(slow.wait(soon()) == WorkEnd::late);
  CHECK(abandoned_threads() == before + 1);
  gate->unlock();
}
