#include "fleet/host_stream.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace acsgate;

namespace {

struct Seen {
  std::vector<std::string> hosts;
  std::vector<std::string> errors;
  StreamCount count;
};

Seen stream(const std::string &text, std::size_t most_errors = 100) {
  Seen seen;
  std::istringstream in(text);
  HostStream hosts;
  seen.count = hosts.read(
      in, "f", [&](const Facts &facts) { seen.hosts.emplace_back(facts.host.name); },
      [&](const Error &error) {
        seen.errors.push_back(error.where);
        return seen.errors.size() < most_errors;
      });
  return seen;
}

std::string host(const std::string &name, std::size_t padding = 0) {
  return R"({"schema":"acsgate.facts/v1","host":{"name":")" + name + R"("},"x":")" + std::string(padding, 'x') + "\"}";
}

} // namespace

TEST_CASE("line ends, blank lines, a byte order mark and a missing last end") {
  const Seen seen = stream("\xEF\xBB\xBF" + host("a") + "\r\n\n  \r\n" + host("b") + "\n" + host("c"));
  CHECK(seen.hosts == std::vector<std::string>{"a", "b", "c"});
  CHECK(seen.errors.empty());
  CHECK(seen.count.hosts == 3);
}

TEST_CASE("bad lines are named and passed over") {
  const Seen seen = stream(host("a") + "\n{\n" + host("b") + "\n[]\n");
  CHECK(seen.hosts == std::vector<std::string>{"a", "b"});
  REQUIRE(seen.errors.size() == 2);
  CHECK_THAT(seen.errors[0], Catch::StartsWith("f:2:"));
  CHECK_THAT(seen.errors[1], Catch::StartsWith("f:4:"));
  CHECK(seen.count.bad_lines == 2);
}

TEST_CASE("reading ends at the bad line at which it is told to") {
  const Seen seen = stream(host("a") + "\n{\n" + host("b") + "\n[]\n" + host("c"), 1);
  CHECK(seen.hosts == std::vector<std::string>{"a"});
  CHECK(seen.count.bad_lines == 1);
  CHECK(stream(std::string(3 * k_max_facts_bytes, 'x') + "\n" + host("a"), 1).hosts.empty());
}

TEST_CASE("long lines: up to the limit they are read, beyond it they are refused once, and reading goes on") {
  const std::size_t frame = host("b").size();
  const Seen seen = stream(host("a") + "\n" + host("b", k_max_facts_bytes - frame) + "\n" + host("c", 3 * k_max_facts_bytes) +
                           "\n" + host("d") + "\n" + host("e", k_max_facts_bytes + 1));
  CHECK(seen.hosts == std::vector<std::string>{"a", "b", "d"});
  REQUIRE(seen.errors.size() == 2);
  CHECK(seen.errors[0] == "f:3:1");
  CHECK_THAT(seen.errors[1], Catch::StartsWith("f:5"));
}

TEST_CASE("lines that straddle the chunks of the reader") {
  std::string text;
  for (int number = 0; number < 3000; ++number) {
    text += host(std::to_string(number), static_cast<std::size_t>(number) % 1500) + "\n";
  }
  const Seen seen = stream(text);
  REQUIRE(seen.hosts.size() == 3000);
  CHECK(seen.hosts[2999] == "2999");
  CHECK(seen.errors.empty());
}
