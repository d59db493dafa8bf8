#include "facts/facts_writer.hpp"

#include "facts/facts_json.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace acsgate;

namespace {

/// What the decoder reads of what the writer wrote, written again.
std::string again(const Facts &facts) {
  FactsDecoder decoder;
  const auto read = decoder.decode(to_json(facts), "x.json");
  return read ? to_json(**read) : to_string(read.error());
}

Facts full() {
  Facts facts;
  facts.host = {"6f9619ff", "WEB01", "web01.example.jp", {{"ring", "canary"}, {"site", "\u6771\u4EAC"}}};
  facts.collected_at = parse_timestamp("2026-11-22T10:00:00Z");
  facts.source = "probe";
  static_cast<Group &>(facts.os) = {GroupStatus::ok, "registry"};
  facts.os.family = OsFamily::windows;
  facts.os.build = 17763;
  facts.os.ubr = 0;
  facts.os.service_pack = 0;
  facts.os.type = OsType::server;
  facts.os.edition = "ServerStandard";
  facts.os.arch = "x64";
  facts.os.product_name = "Windows Server 2019 Standard";
  static_cast<Group &>(facts.updates) = {GroupStatus::denied, "wua"};
  facts.updates.hotfixes = {5005112, 1000, 99999999};
  facts.updates.packages = {{"Package_for_RollupFix", "17763.2114.1.9", PackageState::installed},
                            {"Package_for_KB5005112", "1.0", PackageState::install_pending},
                            {"Package_for_KB5005625", "1.1", PackageState::other}};
  static_cast<Group &>(facts.reboot) = {GroupStatus::absent, ""};
  facts.reboot.pending = {"cbs", "windows-update"};
  static_cast<Group &>(facts.roots) = {GroupStatus::error, "store"};
  Thumbprint sha1;
  sha1.size = 20;
  sha1.bytes[0] = 0xF4;
  sha1.bytes[19] = 0xA2;
  Thumbprint sha256;
  sha256.size = 32;
  sha256.bytes.fill(0x0B);
  facts.roots.present = {sha1, sha256};
  facts.roots.disallowed.emplace();
  facts.roots.auto_update = AutoUpdate::disabled;
  static_cast<Group &>(facts.esu) = {GroupStatus::unsupported, "wmi"};
  facts.esu.licensed = false;
  facts.esu.products = {"Windows-7", "2012R2"};
  facts.modules.status = GroupStatus::ok;
  facts.modules.items = {{"agent", "20.0.0-5995", "20.0"}, {"relay", "20.0.0-5995", ""}};
  facts.services.status = GroupStatus::ok;
  facts.services.items = {{"ds_agent", "running", "auto"}, {"ds_notifier", "", ""}};
  return facts;
}

} // namespace

TEST_CASE("The decoder reads back every fact that the writer wrote", "[facts_writer]") {
  const Facts facts = full();
  CHECK(again(facts) == to_json(facts));
  FactsDecoder decoder;
  const auto read = decoder.decode(to_json(facts), "x.json");
  REQUIRE(read);
  const Facts &found = **read;
  CHECK(found.host.id == "6f9619ff");
  CHECK(found.host.name == "WEB01");
  CHECK(found.host.fqdn == "web01.example.jp");
  CHECK(found.host.labels == facts.host.labels);
  CHECK(found.collected_at == facts.collected_at);
  CHECK(found.source == "probe");
  CHECK(found.os.source == "registry");
  CHECK(found.os.family == OsFamily::windows);
  CHECK(found.os.build == 17763U);
  CHECK(found.os.ubr == 0U);
  CHECK(found.os.service_pack == 0U);
  CHECK(found.os.type == OsType::server);
  CHECK(found.os.edition == "ServerStandard");
  CHECK(found.os.arch == "x64");
  CHECK(found.os.product_name == "Windows Server 2019 Standard");
  CHECK(found.updates.status == GroupStatus::denied);
  CHECK(found.updates.hotfixes == facts.updates.hotfixes);
  REQUIRE(found.updates.packages);
  REQUIRE(found.updates.packages->size() == 3);
  for (std::size_t index = 0; index < 3; ++index) {
    CHECK((*found.updates.packages)[index].name == (*facts.updates.packages)[index].name);
    CHECK((*found.updates.packages)[index].version == (*facts.updates.packages)[index].version);
    CHECK((*found.updates.packages)[index].state == (*facts.updates.packages)[index].state);
  }
  CHECK(found.reboot.status == GroupStatus::absent);
  CHECK(found.reboot.pending == facts.reboot.pending);
  CHECK(found.roots.status == GroupStatus::error);
  CHECK(found.roots.present == facts.roots.present);
  REQUIRE(found.roots.disallowed);
  CHECK(found.roots.disallowed->empty());
  CHECK(found.roots.auto_update == AutoUpdate::disabled);
  CHECK(found.esu.status == GroupStatus::unsupported);
  CHECK(found.esu.licensed == false);
  CHECK(found.esu.products == facts.esu.products);
  REQUIRE(found.modules.items);
  REQUIRE(found.modules.items->size() == 2);
  CHECK((*found.modules.items)[0].line == "20.0");
  CHECK((*found.modules.items)[1].module == "relay");
  CHECK((*found.modules.items)[1].line.empty());
  REQUIRE(found.services.items);
  REQUIRE(found.services.items->size() == 2);
  CHECK((*found.services.items)[0].name == "ds_agent");
  CHECK((*found.services.items)[0].state == "running");
  CHECK((*found.services.items)[0].start == "auto");
  CHECK((*found.services.items)[1].state.empty());
}

TEST_CASE("What is not known is not written", "[facts_writer]") {
  CHECK(to_json({}) == R"({"schema":"acsgate.facts/v1"})");
  Facts facts;
  facts.os.status = GroupStatus::ok;
  facts.updates.status = GroupStatus::ok;
  facts.roots.status = GroupStatus::ok;
  facts.services.status = GroupStatus::ok;
  CHECK(
      to_json(facts) ==
      R"({"schema":"acsgate.facts/v1","os":{"status":"ok"},"updates":{"status":"ok"},"roots":{"status":"ok"},"services":{"status":"ok"}})");
  CHECK(again(facts) == to_json(facts));
  facts = {};
  facts.updates.hotfixes = {5005625}; // a group that was not read has no values either
  CHECK(to_json(facts) == R"({"schema":"acsgate.facts/v1"})");
}

TEST_CASE("Empty lists are knowledge and are written", "[facts_writer]") {
  Facts facts;
  facts.updates.status = facts.reboot.status = facts.roots.status = facts.modules.status = facts.services.status =
      GroupStatus::ok;
  facts.updates.hotfixes.emplace();
  facts.updates.packages.emplace();
  facts.reboot.pending.emplace();
  facts.roots.present.emplace();
  facts.roots.disallowed.emplace();
  facts.modules.items.emplace();
  facts.services.items.emplace();
  CHECK(again(facts) == to_json(facts));
  FactsDecoder decoder;
  const auto read = decoder.decode(to_json(facts), "x.json");
  REQUIRE(read);
  CHECK((**read).updates.hotfixes == std::vector<Kb>());
  CHECK((**read).updates.packages.has_value());
  CHECK((**read).reboot.pending == std::vector<FactText>());
  CHECK((**read).roots.present == std::vector<Thumbprint>());
  CHECK((**read).roots.disallowed == std::vector<Thumbprint>());
  CHECK((**read).modules.items.has_value());
  CHECK((**read).services.items.has_value());
}

TEST_CASE("Documents are ASCII whatever stands in the facts", "[facts_writer]") {
  Facts facts;
  facts.host.name = "\u6771\u4EAC\U0001F600\x1B[31m\u202E\"\\\n";
  facts.host.labels = {{"bad\xFF", "ill\xC3"}};
  const std::string json = to_json(facts);
  CHECK(std::ranges::all_of(json, [](char c) { return c >= 0x20 && c < 0x7F; }));
  FactsDecoder decoder;
  const auto read = decoder.decode(json, "x.json");
  REQUIRE(read);
  CHECK((**read).host.name == facts.host.name);
  REQUIRE((**read).host.labels.size() == 1);
  CHECK((**read).host.labels[0].first == "bad\uFFFD");
  CHECK((**read).host.labels[0].second == "ill\uFFFD");
}

TEST_CASE("Indented documents say the same", "[facts_writer]") {
  const std::string indented = to_json(full(), true);
  CHECK(indented.find("\n  \"host\"") != std::string::npos);
  FactsDecoder decoder;
  const auto read = decoder.decode(indented, "x.json");
  REQUIRE(read);
  CHECK(to_json(**read) == to_json(full()));
}
