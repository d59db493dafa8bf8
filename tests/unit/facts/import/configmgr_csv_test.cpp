#include "facts/import/configmgr_columns.hpp"
#include "facts/import/configmgr_values.hpp"
#include "recording_sink.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using Catch::Matchers::Contains;

namespace {

RecordingSink import_devices(const std::string &text, const ColumnChoices &columns = {}) {
  RecordingSink sink;
  ImportOptions options;
  options.columns = columns;
  const auto imported = import_configmgr_csv({text, "hosts.csv"}, options, sink);
  INFO((imported ? std::string() : to_string(imported.error())));
  REQUIRE(imported);
  return sink;
}

std::string refusal(const std::string &text, const ColumnChoices &columns = {}) {
  RecordingSink sink;
  ImportOptions options;
  options.columns = columns;
  const auto imported = import_configmgr_csv({text, "hosts.csv"}, options, sink);
  REQUIRE_FALSE(imported);
  CHECK(sink.hosts.empty());
  return to_string(imported.error());
}

} // namespace

TEST_CASE("builds are read as Windows prints them and never guessed", "[import]") {
  const auto full = parse_build_cell("10.0.17763.2210");
  REQUIRE(full);
  CHECK(full->build == 17763);
  CHECK(full->ubr == 2210);
  CHECK(parse_build_cell("10.0.17763")->ubr == std::nullopt);
  CHECK(parse_build_cell("10.0.17763.0")->ubr == std::nullopt);
  CHECK(parse_build_cell("17763")->build == 17763);
  CHECK(parse_build_cell("10.0.17763.65535")->ubr == 65535);
  for (const char *bad :
       {"17763.2210", "06.01.7601", "6.1.7601.65536", "10.0.17763.2210.1", "10.1.17763", "11.0.17763", "10.0.999", "10.0.100000",
        "10.0.17763.", ".10.0.17763", "10,0,17763", "1.02E+04", "44562.5", "10.0.-17763", "999", "100000", "4294985059"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_build_cell(bad));
  }
  CHECK(parse_ubr_cell("2210") == 2210);
  CHECK_FALSE(parse_ubr_cell("65536"));
  CHECK_FALSE(parse_ubr_cell("02210"));
  CHECK_FALSE(parse_ubr_cell(""));
}

TEST_CASE("lists are taken whole or refused", "[import]") {
  std::vector<Kb> hotfixes;
  CHECK(add_hotfix_cell("KB5005625,kb5005112;KB4589208|KB1234567\nKB7654321 KB1111111", hotfixes));
  CHECK(hotfixes == std::vector<Kb>{5005625, 5005112, 4589208, 1234567, 7654321, 1111111});
  for (const char *bad : {"", ";", "5005625", "KB50", "KB5005625,1.02E+04", "Update for Windows (KB5005625)"}) {
    CAPTURE(bad);
    CHECK_FALSE(add_hotfix_cell(bad, hotfixes));
  }
  hotfixes.clear();
  CHECK(add_hotfix_cell("None", hotfixes));
  CHECK(hotfixes.empty());
  std::vector<Thumbprint> thumbprints;
  CHECK(add_thumbprint_cell("F40042E2E5F7E8EF8189FED15519AECE42C3BFA2 f40042e2e5f7e8ef8189fed15519aece42c3bfa2", thumbprints));
  CHECK(thumbprints.size() == 2);
  CHECK_FALSE(add_thumbprint_cell("F4 00 42", thumbprints));
  CHECK_FALSE(add_thumbprint_cell(", ,", thumbprints));
}

TEST_CASE("ClientState tells that a restart is pending, never that none is", "[import]") {
  CHECK_FALSE(parse_pending_cell("0")->signals);
  CHECK_FALSE(parse_pending_cell("3")->signals);
  CHECK(parse_pending_cell("3")->restart);
  CHECK(parse_pending_cell("5")->signals == std::vector<std::string_view>{"configmgr", "windows-update"});
  CHECK(parse_pending_cell("8")->signals == std::vector<std::string_view>{"cbs"});
  CHECK_FALSE(parse_pending_cell("TRUE")->signals);
  CHECK_FALSE(parse_pending_cell("false")->signals);
  CHECK(parse_pending_cell("none")->signals == std::vector<std::string_view>{});
  CHECK(parse_pending_cell("CBS; file-rename")->signals == std::vector<std::string_view>{"cbs", "file-rename"});
  for (const char *bad : {"", "16", "-1", "unknown", "cbs, n/a", ";"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_pending_cell(bad));
  }
}

TEST_CASE("a time without a zone never makes data fresher", "[import]") {
  CHECK(parse_time_cell("2026-11-22T10:00:00Z") == parse_timestamp("2026-11-22T10:00:00Z"));
  CHECK(parse_time_cell("2026-11-22 19:00:00.1234567 +09:00") == parse_timestamp("2026-11-22T10:00:00Z"));
  CHECK(parse_time_cell("2026-11-22 10:00:00.000") == parse_timestamp("2026-11-21T20:00:00Z"));
  for (const char *bad : {"11/22/2026 10:00:00 AM", "22.11.2026 10:00:00", "2026-11-22", "46348.5", "2026-02-30T10:00:00Z", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_time_cell(bad));
  }
  const auto sink = import_devices(
      "Device,Build,LastHWScan\nA1,17763,2026-11-22T10:00:00Z\nA1,17763,2026-11-20T10:00:00Z\nB1,17763,\nC1,17763,NULL\n");
  REQUIRE(sink.hosts.size() == 3);
  CHECK(sink.hosts[0].facts.collected_at == parse_timestamp("2026-11-20T10:00:00Z"));
  CHECK_FALSE(sink.hosts[1].facts.collected_at);
  CHECK_FALSE(sink.hosts[2].facts.collected_at);
}

TEST_CASE("systems are known by their names", "[import]") {
  CHECK(type_of_system("Microsoft Windows NT Server 10.0") == OsType::server);
  CHECK(type_of_system("Microsoft Windows NT Advanced Server 6.3") == OsType::server);
  CHECK(type_of_system("Microsoft Windows NT Workstation 10.0") == OsType::client);
  CHECK(type_of_system("Microsoft Windows 11 Pro") == OsType::client);
  CHECK(type_of_system("Windows Embedded Standard") == OsType::unknown);
  CHECK(family_of_system("Microsoft Hyper-V Server 2019") == OsFamily::windows);
  CHECK(family_of_system("Ubuntu 22.04") == OsFamily::other);
  CHECK(family_of_system("OpenSomething") == OsFamily::unknown);
  CHECK(family_of_system("") == OsFamily::unknown);
}

TEST_CASE("an empty cell is no knowledge", "[import]") {
  const auto sink = import_devices("Device,Caption,BuildExt,HotFixID,ClientState,Roots,Agent Version\nWEB01,,,, , NULL ,\n",
                                   {{"thumbprints", "roots"}});
  REQUIRE(sink.hosts.size() == 1);
  const Facts &facts = sink.hosts[0].facts;
  CHECK(facts.os.status == GroupStatus::missing);
  CHECK(facts.updates.status == GroupStatus::missing);
  CHECK(facts.reboot.status == GroupStatus::missing);
  CHECK(facts.roots.status == GroupStatus::missing);
  CHECK(facts.modules.status == GroupStatus::missing);
  CHECK(to_json(facts) == R"({"schema":"acsgate.facts/v1","host":{"name":"WEB01"}})");
}

TEST_CASE("rows of one host are brought together", "[import]") {
  const auto sink =
      import_devices("Device,BuildExt,HotFixID\nB1,10.0.17763.1,KB5005112\nA1,,KB5005625\nb1,10.0.17763.1,KB4589208\nA1,10."
                     "0.17763.2210,KB5005625\n");
  REQUIRE(sink.hosts.size() == 2);
  CHECK(sink.hosts[0].facts.host.name == "B1");
  CHECK(sink.hosts[0].facts.updates.hotfixes == std::vector<Kb>{5005112, 4589208});
  CHECK(sink.hosts[1].facts.os.ubr == 2210);
  CHECK(sink.hosts[1].facts.updates.hotfixes == std::vector<Kb>{5005625});
}

TEST_CASE("contradictions, and rows that can't be read, name the host and leave the others", "[import]") {
  const auto sink = import_devices("Device,BuildExt\nA1,10.0.17763.1\nB1,10.0.17763.2\nA1,10.0.17763.3\nC1,x\nA1,10.0.17763.1\n");
  REQUIRE(sink.hosts.size() == 1);
  CHECK(sink.hosts[0].facts.host.name == "B1");
  REQUIRE(sink.bad.size() == 2);
  CHECK_THAT(sink.bad[0], Contains("hosts.csv:4: host \"A1\": contradicts an earlier row") && Contains("10.0.17763.3"));
  CHECK_THAT(sink.bad[1], Contains("hosts.csv:5: host \"C1\": \"build\" must be"));
}

TEST_CASE("a row that belongs to nobody makes lists of joined rows unknown", "[import]") {
  const std::string joined =
      "Device,BuildExt,HotFixID\nA1,10.0.17763.1,KB5005112\nA1,10.0.17763.1,KB4589208\nB1,10.0.17763.1,KB5005112\n";
  const auto lost = import_devices(joined + "A1,KB5005625\n");
  REQUIRE(lost.hosts.size() == 2);
  CHECK(lost.bad.size() == 1);
  CHECK(lost.warnings.size() == 1);
  for (const OwnedFacts &host : lost.hosts) {
    CHECK_FALSE(host.facts.updates.hotfixes);
    CHECK(host.facts.os.ubr == 1);
  }
  const auto whole =
      import_devices("Device,BuildExt,HotFixID\nA1,10.0.17763.1,KB5005112\nKB5005625\nB1,10.0.17763.1,KB5005112\n");
  REQUIRE(whole.hosts.size() == 2);
  CHECK(whole.hosts[0].facts.updates.hotfixes);
}

TEST_CASE("a list at the limit of a tool may be cut off and stays unknown", "[import]") {
  std::string list = "KB5005625";
  while (list.size() < 246) {
    list += ",KB5005112";
  }
  list += std::string(256 - list.size() - 1, ' ') + ",";
  REQUIRE(list.size() == 256);
  const auto cut = import_devices("Device,BuildExt,HotFixID\nA1,10.0.17763.1,\"" + list + "\"\n");
  REQUIRE(cut.hosts.size() == 1);
  CHECK_FALSE(cut.hosts[0].facts.updates.hotfixes);
  CHECK(cut.warnings.size() == 1);
  const auto whole = import_devices("Device,BuildExt,HotFixID\nA1,10.0.17763.1,\"" + list + " \"\n");
  CHECK(whole.hosts[0].facts.updates.hotfixes);
}

TEST_CASE("columns are found by name, and choices go first", "[import]") {
  const auto sink =
      import_devices("Netbios_Name0\tOperating_System_Name_and0\tBuild01\tOther\tSite\nW1\tMicrosoft Windows NT Server "
                     "10.0\t10.0.17763\t10.0.14393.1\tTokyo\n",
                     {{"build", "other"}, {"label.site", "SITE"}, {"label.none", "-"}});
  REQUIRE(sink.hosts.size() == 1);
  CHECK(sink.hosts[0].facts.os.build == 14393);
  CHECK(sink.hosts[0].facts.os.type == OsType::server);
  REQUIRE(sink.hosts[0].facts.host.labels.size() == 1);
  CHECK(sink.hosts[0].facts.host.labels[0].second == "Tokyo");
  CHECK_FALSE(import_devices("Device,UBR,Build\nW1,x,17763\n", {{"ubr", "-"}}).hosts[0].facts.os.ubr);
}

TEST_CASE("captures that can't be read are refused with the reason", "[import]") {
  CHECK_THAT(refusal("HotFixID\nKB5005625\n"), Contains("no column that names the host") && Contains("HotFixID"));
  CHECK_THAT(refusal("Device,Build\nA,1\n", {{"ubr", "Biuld"}}), Contains("has no column \"Biuld\"; did you mean \"Build\""));
  CHECK_THAT(refusal("Device,UBR,ubr\nA,1,1\n"), Contains("several columns"));
  CHECK_THAT(refusal("Device,UBR\nA,\"1\nB,2\n"), Contains("hosts.csv:2: a quoted cell that starts here has no end"));
  CHECK_THAT(refusal("Device,UBR\n"), Contains("no row below its header"));
  CHECK_THAT(refusal(""), Contains("is empty"));
  CHECK_THAT(refusal("PK\x03\x04"), Contains("Excel workbook"));
  CHECK_THAT(refusal("{\"schema\":1}"), Contains("is JSON"));
  std::string rows = "Device,UBR\n";
  for (int row = 0; row < 10002; ++row) {
    rows += "x\n";
  }
  RecordingSink sink;
  CHECK_FALSE(import_configmgr_csv({rows, "hosts.csv"}, {}, sink));
}

TEST_CASE("choices of columns are checked", "[import]") {
  CHECK(check_choices({{"device", "x"}, {"label.a", "x"}, {"label.b", "x"}}));
  for (const ColumnChoices &bad :
       {ColumnChoices{{"hotfixs", "x"}}, {{"label.", "x"}}, {{"ubr", "a"}, {"ubr", "b"}}, {{"label.a", "x"}, {"label.a", "y"}}}) {
    const auto checked = check_choices(bad);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == ErrorKind::usage);
  }
  CHECK_THAT(to_string(check_choices({{"hotfixs", "x"}}).error()), Contains("did you mean \"hotfixes\""));
}

TEST_CASE("hundreds of thousands of rows of one name take no quadratic time", "[import]") {
  std::string text = "Device,ResourceID\n";
  for (int id = 0; id < 100000; ++id) {
    text += "same," + std::to_string(id) + '\n';
  }
  CHECK(import_devices(text).hosts.size() == 100000);
}
