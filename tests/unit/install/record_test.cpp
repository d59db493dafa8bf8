#include "install/record.hpp"

#include "install/agent_status.hpp"
#include "install/own_result.hpp"
#include "install/preflight.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace acsgate;

TEST_CASE("a record is read back as it was written") {
  RunRecord record;
  record.phase = "running";
  record.module = "agent";
  record.build = "20.0.0-6690";
  record.file = "\xe6\x94\xbf\xe7\xad\x96.msi";
  record.reasons = "FACTS.STALE";
  record.exit_code = 0xC0000005U;
  record.boot = "123";
  record.gate = {12, 34};
  record.child = {4'294'967'295U, 132'800'000'000'000'000U};
  const std::string json = render_record(record);
  CHECK(json.find_first_not_of("\n", json.size() - 1) == std::string::npos);
  CHECK(json.find("3221225477") != std::string::npos);
  const auto read = parse_record(json, "run.json");
  REQUIRE(read.has_value());
  CHECK(render_record(*read) == json);
  CHECK(read->child == record.child);
  CHECK(read->exit_code == record.exit_code);
}

TEST_CASE("a record that can't be is refused") {
  for (const char *json :
       {"", "{", "[]", "{}", R"({"schema":"acsgate.run/v2"})", R"({"schema":"acsgate.run/v1","exit_code":4294967296})",
        R"({"schema":"acsgate.run/v1","exit_code":"x"})", R"({"schema":"acsgate.run/v1","gate_process":""})",
        R"({"schema":"acsgate.run/v1","gate_process":"1"})", R"({"schema":"acsgate.run/v1","child_process":"1:x"})"}) {
    INFO(json);
    CHECK_FALSE(parse_record(json, "run.json").has_value());
  }
}

TEST_CASE("own results have numbers that no installer has, each its own") {
  std::set<std::string_view> codes;
  std::uint32_t number = 17010;
  for (const OwnResultRow &row : own_results()) {
    CHECK(row.number == number++);
    CHECK(&row_of(row.result) == &row);
    CHECK(codes.insert(row.code).second);
    CHECK_FALSE(row.text.en.empty());
    CHECK_FALSE(row.text.ja.empty());
  }
  CHECK(own_results().back().result == OwnResult::interrupted);
}

TEST_CASE("what is in the way of an installation is found, and what is not known is not") {
  CHECK_FALSE(obstacle({}, 1000).has_value());
  CHECK_FALSE(obstacle({.self_protected = false, .installer_busy = false, .free_bytes = 1000}, 1000).has_value());
  CHECK(obstacle({.self_protected = true, .installer_busy = true, .free_bytes = 0}, 1) == OwnResult::self_protected);
  CHECK(obstacle({.self_protected = {}, .installer_busy = true, .free_bytes = 0}, 1) == OwnResult::other_installation);
  CHECK(obstacle({.self_protected = {}, .installer_busy = {}, .free_bytes = 999}, 1000) == OwnResult::no_space);
}

TEST_CASE("what dsa_query prints is read by name") {
  const std::string output = "AgentStatus.13: agentState\r\nAgentStatus.agentState: green\r\nAgentStatus.agentStateX: red\r\n";
  CHECK(agent_value(output, "AgentStatus.agentState") == "green");
  CHECK(agent_value(output, "AgentStatus.agent").empty());
  CHECK(agent_value("AgentStatus.agentState:", "AgentStatus.agentState").empty());
  CHECK(agent_value("x", "x").empty());
  CHECK(agent_value("", "x").empty());
}
