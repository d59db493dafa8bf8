#include "gate/installed.hpp"

#include "gate/postcheck.hpp"
#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

constexpr Version k_wanted{20, 0, 0, 6690};

const Product &product(std::string_view id = "agent") { return *shipped_policy().find_product(id); }

ModuleFacts modules(std::vector<ModuleFact> items) {
  ModuleFacts facts;
  facts.status = GroupStatus::ok;
  facts.items = std::move(items);
  return facts;
}

Installed installed(std::vector<FactText> versions, FactText module = "agent") {
  std::vector<ModuleFact> items;
  for (const FactText version : versions) {
    items.push_back({module, version, {}});
  }
  return installed_at_or_above(product(), modules(std::move(items)), k_wanted);
}

/// A ready host on which the wanted agent runs.
Facts running_host() {
  Facts facts = ready_host();
  facts.modules.items = std::vector<ModuleFact>{{"agent", "20.0.0-6690", {}}};
  facts.services.status = GroupStatus::ok;
  facts.services.items = std::vector<ServiceFact>{{"ds_agent", "running", "auto"}};
  return facts;
}

Status checked(const Facts &facts, std::string_view id = "agent") {
  return postcheck(shipped_policy(), product(id), facts, k_wanted, noon()).status();
}

} // namespace

TEST_CASE("a build is installed where it or a newer one is", "[gate][installed]") {
  CHECK(installed({"20.0.0-6690"}) == Installed::at_or_above);
  CHECK(installed({"20.0.0.6690"}) == Installed::at_or_above);
  CHECK(installed({"20.0.0-6691"}) == Installed::at_or_above);
  CHECK(installed({"20.0.1-690"}) == Installed::at_or_above);
  CHECK(installed({"21.0.0-1"}) == Installed::at_or_above);
  CHECK(installed({"20.0.0-6689"}) == Installed::not_there);
  CHECK(installed({"12.0.0-9999"}) == Installed::not_there);
  CHECK(installed({}) == Installed::not_there);
  CHECK(installed({"20.0.0-6690"}, "relay") == Installed::at_or_above); // an alias of the agent
  CHECK(installed({"20.0.0-6690"}, "manager") == Installed::not_there);
}

TEST_CASE("what can't be told is not taken for not installed", "[gate][installed]") {
  CHECK(installed({"20.0.690"}) == Installed::ambiguous);
  CHECK(installed({""}) == Installed::ambiguous);
  CHECK(installed({"twenty"}) == Installed::ambiguous);
  CHECK(installed({"20.0.0-1", "twenty"}) == Installed::ambiguous);
  CHECK(installed({"twenty", "20.0.0-6690"}) == Installed::at_or_above);
  CHECK(installed_at_or_above(product(), {}, k_wanted) == Installed::not_read);
  ModuleFacts without_items = modules({});
  without_items.items.reset();
  CHECK(installed_at_or_above(product(), without_items, k_wanted) == Installed::not_read);
  for (const GroupStatus status : {GroupStatus::absent, GroupStatus::denied, GroupStatus::error, GroupStatus::unsupported}) {
    ModuleFacts unread = modules({{"agent", "20.0.0-6690", {}}});
    unread.status = status;
    CHECK(installed_at_or_above(product(), unread, k_wanted) == Installed::not_read);
  }
}

TEST_CASE("the version that is named is the one that decided", "[gate][installed]") {
  const auto version = [](std::vector<FactText> versions) {
    std::vector<ModuleFact> items;
    for (const FactText text : versions) {
      items.push_back({"agent", text, {}});
    }
    return installed_version(product(), modules(std::move(items)), k_wanted);
  };
  CHECK(version({"20.0.0-1", "20.0.0-6690"}) == "20.0.0-6690");
  CHECK(version({"20.0.0-1", "twenty", "12.0.0-1"}) == "twenty");
  CHECK(version({"20.0.0-1", "20.0.0-2"}) == "20.0.0-1");
  CHECK(version({}).empty());
}

TEST_CASE("a post-check passes where the version is reached and the service runs", "[gate][postcheck]") {
  CHECK(checked(running_host()) == Status::pass);
  Facts old = running_host();
  old.modules.items->front().version = "20.0.0-6689";
  CHECK(checked(old) == Status::fail);
  Facts stopped = running_host();
  stopped.services.items->front().state = "stopped";
  CHECK(checked(stopped) == Status::fail);
  Facts starting = running_host();
  starting.services.items->front().state = "start-pending";
  CHECK(checked(starting) == Status::fail);
  Facts gone = running_host();
  gone.services.items->clear();
  CHECK(checked(gone) == Status::fail);
}

TEST_CASE("a post-check that lacks a fact is unknown, and a failure outweighs it", "[gate][postcheck]") {
  Facts stateless = running_host();
  stateless.services.items->front().state = {};
  CHECK(checked(stateless) == Status::unknown);
  Facts unread = running_host();
  unread.services.status = GroupStatus::denied;
  CHECK(checked(unread) == Status::unknown);
  unread.modules.items->front().version = "20.0.0-6689";
  CHECK(checked(unread) == Status::fail);
  Facts stale = running_host();
  stale.collected_at = noon() - shipped_policy().facts_max_age - std::chrono::seconds(1);
  CHECK(checked(stale) == Status::unknown);
  Facts ambiguous = running_host();
  ambiguous.modules.items->front().version = "20.0.690";
  CHECK(checked(ambiguous) == Status::unknown);
  CHECK(Postcheck{}.status() == Status::unknown);
}

TEST_CASE("the notifier must run only where it is asked for, or installed and not disabled", "[gate][postcheck]") {
  Facts facts = running_host();
  facts.services.items->push_back({"ds_notifier", "stopped", "auto"});
  CHECK(checked(facts) == Status::fail);
  facts.services.items->back().start = "disabled";
  CHECK(checked(facts) == Status::pass);
  facts.services.items->back() = {"ds_notifier", "running", "auto"};
  CHECK(checked(facts) == Status::pass);
  facts.modules.items->front().module = "notifier";
  CHECK(checked(facts, "notifier") == Status::pass);
  facts.services.items->pop_back();
  CHECK(checked(facts, "notifier") == Status::fail);
}
