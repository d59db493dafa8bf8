#include "../gate/host_builder.hpp"
#include "base/text.hpp"
#include "host/event_log.hpp"

#include <catch2/catch.hpp>

namespace acsgate {

namespace {

Event event(const Facts &facts) {
  const Policy &policy = test::shipped_policy();
  const Product &agent = *policy.find_product("agent");
  return event_of(
      explain(evaluate(policy, agent, facts, {}, {}, test::noon()), policy, agent, facts, {}, test::noon(), Language::en));
}

} // namespace

TEST_CASE("each decision has an event number of its own", "[host][event_log]") {
  CHECK(event(test::ready_host()).id == 100);
  CHECK_FALSE(event(test::ready_host()).warning);
  Facts linux_host = test::ready_host();
  linux_host.os.family = OsFamily::other;
  CHECK(event(linux_host).id == 101);
  CHECK_FALSE(event(linux_host).warning);
  CHECK(event(test::host(17763, 1)).id == 110);
  CHECK(event(test::host(17763, 1)).warning);
  Facts pending = test::ready_host();
  pending.reboot.pending->push_back("cbs");
  CHECK(event(pending).id == 111);
  Facts unread = test::ready_host();
  unread.roots.status = GroupStatus::denied;
  CHECK(event(unread).id == 112);
}

TEST_CASE("an event names the host, the decision and its reasons, printable", "[host][event_log]") {
  Facts facts = test::host(17763, 1);
  facts.host.name = "WEB\n01";
  const std::string text = event(facts).text;
  CHECK(text.starts_with("acsgate decided legacy for WEB\\u{000A}01, module agent (policy "));
  CHECK(text.find("OS.UBR_BELOW_FLOOR: ") != std::string::npos);
  CHECK(printable(text, 10000) == text);
}

} // namespace acsgate
