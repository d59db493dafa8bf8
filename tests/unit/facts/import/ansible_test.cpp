#include "facts/import/ansible_results.hpp"
#include "facts/import/windows_version.hpp"
#include "recording_sink.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using Catch::Matchers::Contains;

namespace {

RecordingSink import(const std::string &text) {
  RecordingSink sink;
  const auto imported = import_ansible({text, "facts.json"}, {}, sink);
  INFO((imported ? std::string() : to_string(imported.error())));
  REQUIRE(imported);
  return sink;
}

/// Facts of a Windows host, with more members.
std::string windows(const std::string &more) {
  return R"({"ansible_facts":{"ansible_os_family":"Windows","ansible_hostname":"web01",)" + more + R"("module_setup":true}})";
}

const Facts &only(const RecordingSink &sink) {
  REQUIRE(sink.bad.empty());
  REQUIRE(sink.hosts.size() == 1);
  return sink.hosts[0].facts;
}

} // namespace

TEST_CASE("versions of Windows have three or four parts", "[import]") {
  CHECK(parse_windows_version("10.0.17763.0")->fourth == 0U);
  CHECK_FALSE(parse_windows_version("10.0.17763")->fourth);
  CHECK_FALSE(parse_windows_version("10.0"));
  CHECK_FALSE(parse_windows_version("6.1.7601.65536 "));
  CHECK(architecture_of("64 ビット") == "x64");
  CHECK(architecture_of("32-разрядная") == "x86");
  CHECK(architecture_of("ARM 64-bit Processor") == "arm64");
  CHECK(architecture_of("aarch64") == "arm64");
  CHECK(architecture_of("i386") == "x86");
  CHECK(architecture_of("x86_64") == "x64");
  CHECK(architecture_of("unknown").empty());
}

TEST_CASE("the version of Ansible's facts tells the build and no revision", "[import]") {
  const auto sink = import(windows(R"("ansible_distribution_version":"10.0.17763.2210",)"));
  CHECK(only(sink).os.build == 17763);
  CHECK_FALSE(only(sink).os.ubr);
  CHECK_FALSE(only(sink).os.service_pack);
  const auto old = import(windows(R"("ansible_distribution_version":"6.1.7601.65536",)"));
  CHECK(only(old).os.service_pack == 1);
  CHECK_FALSE(only(old).os.ubr);
}

TEST_CASE("a pending restart whose reason is not told stays unknown, and so does none", "[import]") {
  for (const char *pending : {"true", "false", "null"}) {
    const auto sink = import(windows("\"ansible_reboot_pending\":" + std::string(pending) + ','));
    CHECK(only(sink).reboot.status == GroupStatus::missing);
    CHECK(sink.warnings.size() == (pending == std::string("true") ? 1 : 0));
  }
}

TEST_CASE("machine ids are no host ids: domain controllers and clones share them", "[import]") {
  CHECK(only(import(windows(R"("ansible_machine_id":"S-1-5-21-1-2-3",)"))).host.id.empty());
}

TEST_CASE("the time is taken where no calendar can change it", "[import]") {
  const auto time = parse_timestamp("2026-11-21T08:15:30Z");
  CHECK(only(import(windows(R"("ansible_date_time":{"iso8601":"2569-11-21T08:15:30Z","epoch_int":1795248930},)"))).collected_at ==
        time);
  CHECK(only(import(windows(R"("ansible_date_time":{"epoch_int":"1795248930"},)"))).collected_at == time);
  CHECK(only(import(windows(R"("ansible_date_time":{"iso8601":"2026-11-21T08:15:30Z"},)"))).collected_at == time);
  const auto unread = import(windows(R"("ansible_date_time":{"iso8601":"1448-06-12T08:15:30Z"},)"));
  CHECK_FALSE(only(unread).collected_at);
  CHECK(unread.warnings.size() == 1);
  CHECK(import(windows("")).warnings.empty());
}

TEST_CASE("types of systems: the installation type goes before the product type", "[import]") {
  const auto type = [](const std::string &product, const std::string &installation) {
    const auto sink = import(
        windows(R"("ansible_os_product_type":")" + product + R"(","ansible_os_installation_type":")" + installation + "\","));
    return only(sink).os.type;
  };
  CHECK(type("workstation", "Client") == OsType::client);
  CHECK(type("domain_controller", "") == OsType::server);
  CHECK(type("unknown", "Server Core") == OsType::server);
  CHECK(type("server", "Client") == OsType::client);
  CHECK(type("workstation", "Server") == OsType::unknown);
  CHECK(type("unknown", "") == OsType::unknown);
}

TEST_CASE("other systems are told apart, and nothing of them is taken for Windows", "[import]") {
  const auto sink = import(
      R"({"ansible_facts":{"ansible_os_family":"Debian","ansible_hostname":"lnx","ansible_distribution_version":"10.0.17763"}})");
  CHECK(only(sink).os.family == OsFamily::other);
  CHECK_FALSE(only(sink).os.build);
  const auto none = import(R"({"ansible_facts":{"ansible_distribution_version":"10.0.17763.0","ansible_hostname":"x"}})");
  CHECK(only(none).os.family == OsFamily::unknown);
  CHECK_FALSE(only(none).os.build);
}

TEST_CASE("every form of Ansible's facts is read", "[import]") {
  const std::string cached = R"({"ansible_os_family":"Windows","ansible_netbios_name":"WEB01"})";
  CHECK(only(import(cached)).host.name == "WEB01");
  CHECK(only(import(R"({"os_family":"Windows","netbios_name":"WEB01"})")).host.name == "WEB01");
  CHECK(only(import(R"({"__payload__":"{\"ansible_os_family\":\"Windows\",\"ansible_netbios_name\":\"WEB01\"}"})")).host.name ==
        "WEB01");
  CHECK(only(import("web01.example.jp | SUCCESS => {\n \"ansible_facts\": {\n  \"ansible_os_family\": \"Windows\"\n }\n}\n"))
            .host.name == "web01.example.jp");
  CHECK(import(cached + cached + '\n' + cached).hosts.size() == 3);
  CHECK(import(R"({"__payload__":"{\"__payload__\":\"{}\"}"})").bad.size() == 1);
}

TEST_CASE("faults name file, line and column, and the others go on", "[import]") {
  const auto sink = import(
      "a | SUCCESS => {\"ansible_facts\": {\"ansible_os_family\": 5}}\n{\"ansible_os_family\":\"Windows\"}\n{\"a\":1,\"a\":2}\n");
  CHECK(sink.hosts.size() == 1);
  REQUIRE(sink.bad.size() == 2);
  CHECK_THAT(sink.bad[0], Contains("facts.json:1:56: \"ansible_facts.ansible_os_family\" must be a string, not 5"));
  CHECK_THAT(sink.bad[1], Contains("facts.json:3:8: \"a\" is repeated"));
}

TEST_CASE("an object that is cut off ends where the next result starts", "[import]") {
  AnsibleResults results(
      "a | SUCCESS => {\n  \"x\": {\nb | SUCCESS => {\"y\": 1}\n{\"z\": [1\n{\"v\": \"}\\\"{\"}\nnoise\n  {\"w\": 1}\n{\"u\":\"");
  using Kind = AnsibleResult::Kind;
  const auto expect = [&](Kind kind, std::size_t line, std::string_view text) {
    const auto result = results.next();
    REQUIRE(result);
    CHECK(result->kind == kind);
    CHECK(result->line == line);
    CHECK(result->text == text);
  };
  expect(Kind::unfinished, 1, "");
  expect(Kind::json, 3, "{\"y\": 1}");
  expect(Kind::unfinished, 4, "");
  expect(Kind::json, 5, "{\"v\": \"}\\\"{\"}");
  expect(Kind::foreign, 6, "noise");
  expect(Kind::unfinished, 8, "");
  CHECK_FALSE(results.next());
}

TEST_CASE("captures that are none of Ansible's are refused", "[import]") {
  RecordingSink sink;
  CHECK_FALSE(import_ansible({" \n", "x"}, {}, sink));
  CHECK_FALSE(import_ansible({"\x1B[0;32mweb01 | SUCCESS => {}", "x"}, {}, sink));
  CHECK_FALSE(import_ansible({"{\"ansible_os_family\":\"Syst\xE8me\"}", "x"}, {}, sink));
  CHECK(import("Host Name: WEB01\nOS Name: x\n").bad.size() == 1);
}

TEST_CASE("many small results on one line take no quadratic time", "[import]") {
  std::string text;
  for (int count = 0; count < 9000; ++count) {
    text += "{}";
  }
  text += std::string(4U << 20U, ' ') + "x";
  CHECK(import(text).bad.size() == 9001);
}
