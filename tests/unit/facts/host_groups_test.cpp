#include "facts/host_groups.hpp"

#include "../support/processor_time.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace acsgate;

namespace {

HostFacts host(FactText id, FactText name, FactText fqdn = {}) { return {id, name, fqdn, {}}; }

} // namespace

TEST_CASE("Documents with the same id or name are of one host", "[host_groups]") {
  HostGroups groups;
  CHECK(groups.place(host("A", "WEB01")) == 0U);
  CHECK(groups.place(host("B", "DB01")) == 1U);
  CHECK(groups.place(host("a", "web01")) == 0U);
  CHECK(groups.place(host("", "Web01")) == 0U);
  CHECK(groups.place(host("b", "")) == 1U);
  CHECK(groups.place(host("", "", "web01.example.jp")) == 0U);
  CHECK(groups.size() == 2);
}

TEST_CASE("A document without id or name is of no host", "[host_groups]") {
  HostGroups groups;
  CHECK_FALSE(groups.place(host("", "")));
  CHECK_FALSE(groups.place({}));
  CHECK(groups.size() == 0);
}

TEST_CASE("The id comes later", "[host_groups]") {
  HostGroups groups;
  CHECK(groups.place(host("", "WEB01")) == 0U);
  CHECK(groups.place(host("A", "WEB01")) == 0U);
  CHECK(groups.place(host("A", "")) == 0U);
  CHECK(groups.place(host("A", "RENAMED")) == 0U);
  CHECK(groups.place(host("", "RENAMED")) == 0U);
}

TEST_CASE("The same name in two domains is two hosts", "[host_groups]") {
  HostGroups groups;
  CHECK(groups.place(host("", "WEB01", "web01.a.example")) == 0U);
  CHECK(groups.place(host("", "WEB01", "web01.b.example")) == 1U);
  CHECK(groups.place(host("", "WEB01", "WEB01.A.example")) == 0U);
  CHECK(groups.place(host("", "", "web01.b.example")) == 1U);
  CHECK_FALSE(groups.place(host("", "WEB01")));
  CHECK(groups.size() == 2);
}

TEST_CASE("The same name with two ids is two hosts", "[host_groups]") {
  HostGroups groups;
  CHECK(groups.place(host("A", "WEB01")) == 0U);
  CHECK(groups.place(host("B", "WEB01")) == 1U);
  CHECK_FALSE(groups.place(host("", "WEB01")));
}

TEST_CASE("A name alone that could be of either of two hosts leaves doubt, in whatever order they come", "[host_groups]") {
  SECTION("the name between the two") {
    HostGroups groups;
    CHECK(groups.place(host("A", "WEB01")) == 0U);
    CHECK(groups.place(host("", "WEB01")) == 0U);
    CHECK_FALSE(groups.doubtful(0));
    CHECK(groups.place(host("B", "WEB01")) == 1U);
    CHECK(groups.doubtful(0));
    CHECK_FALSE(groups.doubtful(1));
  }
  SECTION("the name first") {
    HostGroups groups;
    CHECK(groups.place(host("", "WEB01")) == 0U);
    CHECK(groups.place(host("A", "WEB01")) == 0U);
    CHECK(groups.place(host("B", "WEB01")) == 1U);
    CHECK(groups.doubtful(0));
  }
  SECTION("full names instead of ids") {
    HostGroups groups;
    CHECK(groups.place(host("", "WEB01", "web01.a.example")) == 0U);
    CHECK(groups.place(host("", "WEB01")) == 0U);
    CHECK(groups.place(host("", "WEB01", "web01.b.example")) == 1U);
    CHECK(groups.doubtful(0));
  }
  SECTION("an id here, a full name there") {
    HostGroups groups;
    CHECK(groups.place(host("A", "WEB01")) == 0U);
    CHECK(groups.place(host("", "WEB01", "web01.a.example")) == 0U);
    CHECK(groups.place(host("B", "WEB01")) == 1U);
    CHECK(groups.doubtful(0));
  }
  SECTION("an id for one of two that have none in common") {
    HostGroups groups;
    CHECK(groups.place(host("A", "WEB01", "web01.a.example")) == 0U);
    CHECK(groups.place(host("", "WEB01", "web01.c.example")) == 1U);
    CHECK(groups.place(host("D", "WEB01")) == 1U);
    CHECK_FALSE(groups.doubtful(0));
    CHECK(groups.doubtful(1));
  }
  SECTION("nothing to doubt where every document says more than the name") {
    HostGroups groups;
    CHECK(groups.place(host("A", "WEB01", "web01.a.example")) == 0U);
    CHECK(groups.place(host("A", "WEB01")) == 0U);
    CHECK(groups.place(host("", "WEB01", "web01.a.example")) == 0U);
    CHECK(groups.place(host("B", "WEB01")) == 1U);
    CHECK_FALSE(groups.doubtful(0));
    CHECK_FALSE(groups.doubtful(1));
  }
}

TEST_CASE("Thousands of hosts of one name take no time", "[host_groups]") {
  HostGroups groups;
  const double start = test::processor_seconds();
  for (std::size_t index = 0; index < 50000; ++index) {
    const std::string id = std::to_string(index);
    CHECK(groups.place(host(id, "WEB01")) == index);
  }
  CHECK_FALSE(groups.place(host("", "WEB01", "web01.example")));
  CHECK(groups.place(host("49999", "WEB01")) == 49999U);
  CHECK(test::processor_seconds() - start < 20);
}
