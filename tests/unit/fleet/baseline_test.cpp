#include "fleet/baseline.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("a baseline tells what changed, what is new and what is gone") {
  Baseline baseline;
  baseline.remember("WEB01", Decision::legacy);
  baseline.remember("web02", Decision::acs);
  baseline.remember("gone", Decision::acs);
  baseline.close();
  baseline.compare("web01", Decision::acs);
  baseline.compare("WEB02", Decision::acs);
  baseline.compare("new", Decision::hold);
  CHECK(baseline.same() == 1);
  CHECK(baseline.added() == 1);
  CHECK(baseline.gone() == 1);
  CHECK(baseline.transitions() == std::map<Baseline::Transition, std::uint64_t>{{{Decision::legacy, Decision::acs}, 1}});
  REQUIRE(baseline.changed().size() == 1);
  CHECK(baseline.changed().front().host == "web01");
}

TEST_CASE("a name that several hosts have is compared with nothing") {
  Baseline baseline;
  baseline.remember("then", Decision::legacy);
  baseline.remember("THEN", Decision::acs);
  baseline.remember("now", Decision::legacy);
  baseline.remember("same", Decision::acs);
  baseline.close();
  baseline.compare("then", Decision::hold);
  for (int count = 0; count < 3; ++count) {
    baseline.compare("now", Decision::acs);
    baseline.compare("same", Decision::acs);
  }
  CHECK(baseline.namesakes() == 7);
  CHECK(baseline.same() == 0);
  CHECK(baseline.transitions().empty());
  CHECK(baseline.changed().empty());
  CHECK(baseline.gone() == 0);
}

TEST_CASE("hosts beyond those that are named are counted") {
  Baseline baseline;
  const std::size_t hosts = Baseline::k_max_changed + 5;
  for (std::size_t index = 0; index < hosts; ++index) {
    baseline.remember(std::to_string(index), index % 2 == 0 ? Decision::legacy : Decision::hold);
  }
  baseline.close();
  for (std::size_t index = 0; index < hosts; ++index) {
    baseline.compare(std::to_string(index), Decision::acs);
  }
  CHECK(baseline.changed().size() == Baseline::k_max_changed);
  CHECK(baseline.changed_hosts() == hosts);
}
