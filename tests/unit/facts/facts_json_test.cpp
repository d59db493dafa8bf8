#include "facts/facts_json.hpp"

#include "../support/allocations.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace std::string_literals;

namespace {

const std::string k_full = R"({"schema":"acsgate.facts/v1",
"host":{"id":"6f9619ff","name":"WEB01","fqdn":"web01.example.jp","labels":{"ring":"canary","site":"東京"}},
"collected_at":"2026-11-22T19:00:00+09:00","source":"probe",
"os":{"status":"ok","source":"registry","family":"windows","build":17763,"ubr":2114,"service_pack":0,"type":"server",
  "edition":"ServerStandard","arch":"x64","product_name":"Windows Server 2019 Standard"},
"updates":{"status":"denied","source":"wua","hotfixes":["KB5005112","kb5005625"],
  "packages":[{"name":"Package_for_RollupFix","version":"17763.2114.1.9","state":"installed"},
              {"name":"Package_for_KB1","version":"1","state":"install-pending"},
              {"name":"Package_for_KB2","version":"2","state":"permanent"},
              {"name":"Package_for_KB3","version":"3","state":"staged"}]},
"reboot":{"status":"absent","pending":["cbs","windows-update"]},
"roots":{"status":"error","present":["F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"],
  "disallowed":["5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270"],"auto_update":"disabled"},
"esu":{"status":"unsupported","licensed":false,"products":["2012R2"]},
"modules":{"items":[{"module":"agent","version":"20.0.0-5995","line":"20.0"},{"module":"relay","version":"20.0.0-5995"}]},
"services":{"items":{"ds_agent":{"state":"running","start":"auto"},"ds_notifier":{}}}})";

std::string document(const std::string &rest) { return R"({"schema":"acsgate.facts/v1",)" + rest + '}'; }

/// The error without its position, or `ok`.
std::string fault(const std::string &json) {
  FactsDecoder decoder;
  const auto facts = decoder.decode(json, "f");
  return facts ? "ok" : facts.error().what;
}

/// The position of the error, or `ok`.
std::string position(const std::string &json, std::size_t line = 1) {
  FactsDecoder decoder;
  const auto facts = decoder.decode(json, "f", line);
  return facts ? "ok" : facts.error().where;
}

std::string repeated(const std::string &unit, std::size_t count) {
  std::string text;
  for (std::size_t index = 0; index < count; ++index) {
    text += unit;
  }
  return text;
}

/// `count` items with commas between them.
std::string items(const std::string &item, std::size_t count) {
  std::string text = repeated(item + ',', count);
  text.pop_back();
  return text;
}

void check_knows_nothing(const Facts &facts) {
  CHECK(facts.host.id.empty());
  CHECK(facts.host.name.empty());
  CHECK(facts.host.fqdn.empty());
  CHECK(facts.host.labels.empty());
  CHECK_FALSE(facts.collected_at);
  CHECK(facts.source.empty());
  for (const Group *group : {static_cast<const Group *>(&facts.os), static_cast<const Group *>(&facts.updates),
                             static_cast<const Group *>(&facts.reboot), static_cast<const Group *>(&facts.roots),
                             static_cast<const Group *>(&facts.esu), static_cast<const Group *>(&facts.modules),
                             static_cast<const Group *>(&facts.services)}) {
    CHECK(group->status == GroupStatus::missing);
    CHECK(group->source.empty());
  }
  CHECK(facts.os.family == OsFamily::unknown);
  CHECK_FALSE(facts.os.build);
  CHECK_FALSE(facts.os.ubr);
  CHECK_FALSE(facts.os.service_pack);
  CHECK(facts.os.type == OsType::unknown);
  CHECK(facts.os.edition.empty());
  CHECK(facts.os.arch.empty());
  CHECK(facts.os.product_name.empty());
  CHECK_FALSE(facts.updates.hotfixes);
  CHECK_FALSE(facts.updates.packages);
  CHECK_FALSE(facts.reboot.pending);
  CHECK_FALSE(facts.roots.present);
  CHECK_FALSE(facts.roots.disallowed);
  CHECK(facts.roots.auto_update == AutoUpdate::unknown);
  CHECK_FALSE(facts.esu.licensed);
  CHECK(facts.esu.products.empty());
  CHECK_FALSE(facts.modules.items);
  CHECK_FALSE(facts.services.items);
}

} // namespace

TEST_CASE("a full document is read whole") {
  FactsDecoder decoder;
  const auto result = decoder.decode(k_full, "full.json");
  REQUIRE(result);
  const Facts &facts = **result;
  CHECK(facts.host.id == "6f9619ff");
  CHECK(facts.host.name == "WEB01");
  CHECK(facts.host.fqdn == "web01.example.jp");
  CHECK(facts.host.labels == std::vector<std::pair<FactText, FactText>>{{"ring", "canary"}, {"site", "東京"}});
  CHECK(to_string(facts.collected_at.value()) == "2026-11-22T10:00:00Z");
  CHECK(facts.source == "probe");
  CHECK(facts.os.status == GroupStatus::ok);
  CHECK(facts.os.source == "registry");
  CHECK(facts.os.family == OsFamily::windows);
  CHECK(facts.os.build == 17763U);
  CHECK(facts.os.ubr == 2114U);
  CHECK(facts.os.service_pack == 0U);
  CHECK(facts.os.type == OsType::server);
  CHECK(facts.os.edition == "ServerStandard");
  CHECK(facts.os.arch == "x64");
  CHECK(facts.os.product_name == "Windows Server 2019 Standard");
  CHECK(facts.updates.status == GroupStatus::denied);
  CHECK(facts.updates.source == "wua");
  CHECK(facts.updates.hotfixes == std::vector<Kb>{5005112, 5005625});
  REQUIRE(facts.updates.packages.value().size() == 4);
  CHECK(facts.updates.packages->at(0).name == "Package_for_RollupFix");
  CHECK(facts.updates.packages->at(0).version == "17763.2114.1.9");
  CHECK(facts.updates.packages->at(0).state == PackageState::installed);
  CHECK(facts.updates.packages->at(1).state == PackageState::install_pending);
  CHECK(facts.updates.packages->at(2).state == PackageState::installed);
  CHECK(facts.updates.packages->at(3).state == PackageState::other);
  CHECK(facts.reboot.status == GroupStatus::absent);
  CHECK(facts.reboot.pending == std::vector<FactText>{"cbs", "windows-update"});
  CHECK(facts.roots.status == GroupStatus::error);
  REQUIRE(facts.roots.present.value().size() == 1);
  CHECK(facts.roots.present->front().size == 20);
  CHECK(facts.roots.present->front().bytes[0] == 0xF4);
  CHECK(facts.roots.present->front().bytes[19] == 0xA2);
  CHECK(facts.roots.present->front().bytes[20] == 0);
  REQUIRE(facts.roots.disallowed.value().size() == 1);
  CHECK(facts.roots.disallowed->front().size == 32);
  CHECK(facts.roots.disallowed->front().bytes[31] == 0x70);
  CHECK(facts.roots.auto_update == AutoUpdate::disabled);
  CHECK(facts.esu.status == GroupStatus::unsupported);
  CHECK(facts.esu.licensed == false);
  CHECK(facts.esu.products == std::vector<FactText>{"2012R2"});
  CHECK(facts.modules.status == GroupStatus::ok);
  REQUIRE(facts.modules.items.value().size() == 2);
  CHECK(facts.modules.items->at(0).module == "agent");
  CHECK(facts.modules.items->at(0).version == "20.0.0-5995");
  CHECK(facts.modules.items->at(0).line == "20.0");
  CHECK(facts.modules.items->at(1).module == "relay");
  CHECK(facts.modules.items->at(1).line.empty());
  CHECK(facts.services.status == GroupStatus::ok);
  REQUIRE(facts.services.items.value().size() == 2);
  CHECK(facts.services.items->at(0).name == "ds_agent");
  CHECK(facts.services.items->at(0).state == "running");
  CHECK(facts.services.items->at(0).start == "auto");
  CHECK(facts.services.items->at(1).name == "ds_notifier");
  CHECK(facts.services.items->at(1).state.empty());
}

TEST_CASE("the schema alone is a document that knows nothing") {
  FactsDecoder decoder;
  const auto facts = decoder.decode(R"({"schema":"acsgate.facts/v1"})", "f");
  REQUIRE(facts);
  check_knows_nothing(**facts);
}

TEST_CASE("empty groups are read, and what they lack is unknown") {
  FactsDecoder decoder;
  const auto result = decoder.decode(
      document(R"("host":{},"os":{},"updates":{},"reboot":{},"roots":{},"esu":{},"modules":{},"services":{})"), "f");
  REQUIRE(result);
  const Facts &facts = **result;
  CHECK(facts.os.ok());
  CHECK_FALSE(facts.os.ubr);
  CHECK(facts.updates.ok());
  CHECK_FALSE(facts.updates.hotfixes);
  CHECK_FALSE(facts.updates.packages);
  CHECK(facts.reboot.ok());
  CHECK_FALSE(facts.reboot.pending);
  CHECK(facts.roots.ok());
  CHECK_FALSE(facts.roots.present);
  CHECK(facts.esu.ok());
  CHECK_FALSE(facts.esu.licensed);
  CHECK(facts.modules.ok());
  CHECK_FALSE(facts.modules.items);
  CHECK(facts.services.ok());
  CHECK_FALSE(facts.services.items);
}

TEST_CASE("an empty list is not an unread one") {
  FactsDecoder decoder;
  const auto facts = decoder.decode(
      document(R"("updates":{"hotfixes":[],"packages":[]},"reboot":{"pending":[]},"roots":{"present":[],"disallowed":[]},)"
               R"("modules":{"items":[]},"services":{"items":{}})"),
      "f");
  REQUIRE(facts);
  CHECK((*facts)->updates.hotfixes.value().empty());
  CHECK((*facts)->updates.packages.value().empty());
  CHECK((*facts)->reboot.pending.value().empty());
  CHECK((*facts)->roots.present.value().empty());
  CHECK((*facts)->roots.disallowed.value().empty());
  CHECK((*facts)->modules.items.value().empty());
  CHECK((*facts)->services.items.value().empty());
}

TEST_CASE("words that mean nothing prove nothing") {
  FactsDecoder decoder;
  const auto facts =
      decoder.decode(document(R"("os":{"family":"linux","type":"workstation"},"roots":{"auto_update":"perhaps"})"), "f");
  REQUIRE(facts);
  CHECK((*facts)->os.family == OsFamily::other);
  CHECK((*facts)->os.type == OsType::unknown);
  CHECK((*facts)->roots.auto_update == AutoUpdate::unknown);
}

TEST_CASE("words are case-sensitive") {
  FactsDecoder decoder;
  const auto facts = decoder.decode(document(R"("os":{"family":"Windows","type":"Server"})"), "f");
  REQUIRE(facts);
  CHECK((*facts)->os.family == OsFamily::other);
  CHECK((*facts)->os.type == OsType::unknown);
}

TEST_CASE("keys come in any order and unknown ones are passed over") {
  FactsDecoder decoder;
  const auto facts = decoder.decode(
      R"({"x":[{"a":null},1.5,-1e300,[]],"os":{"x":{"build":1},"ubr":7,"build":6},"schema":"acsgate.facts/v1","OS":{"ubr":8}})",
      "f");
  REQUIRE(facts);
  CHECK((*facts)->os.build == 6U);
  CHECK((*facts)->os.ubr == 7U);
}

TEST_CASE("an escaped key is the same key, an escaped text the same text") {
  FactsDecoder decoder;
  const auto facts = decoder.decode(document(R"("\u006fs":{"u\u0062r":5},"host":{"name":"W\u0045B\u0000\ud83d\ude00"})"), "f");
  REQUIRE(facts);
  CHECK((*facts)->os.ubr == 5U);
  CHECK((*facts)->host.name == "WEB\0\U0001F600"s);
}

TEST_CASE("white space and a byte order mark do not matter") {
  CHECK(fault("\xEF\xBB\xBF \r\n\t{ \"schema\" :\n\"acsgate.facts/v1\" } \r\n") == "ok");
  CHECK(fault("\xEF\xBB\xBF\xEF\xBB\xBF{\"schema\":\"acsgate.facts/v1\"}") != "ok");
}

TEST_CASE("nothing leaks from one document into the next") {
  FactsDecoder decoder;
  REQUIRE(decoder.decode(k_full, "f"));
  const auto empty = decoder.decode(R"({"schema":"acsgate.facts/v1"})", "f");
  REQUIRE(empty);
  check_knows_nothing(**empty);
}

TEST_CASE("nothing leaks from a refused document, wherever the fault lies") {
  FactsDecoder decoder;
  for (std::size_t cut = 0; cut < k_full.size(); cut += 7) {
    static_cast<void>(decoder.decode(k_full, "f"));
    CHECK_FALSE(decoder.decode(std::string_view(k_full).substr(0, cut), "f"));
  }
  std::string late = k_full;
  late.insert(late.size() - 1, R"(,"os":1)");
  REQUIRE_FALSE(decoder.decode(late, "f"));
  const auto empty = decoder.decode(R"({"schema":"acsgate.facts/v1"})", "f");
  REQUIRE(empty);
  check_knows_nothing(**empty);
}

TEST_CASE("lists of a later document replace those of an earlier one") {
  FactsDecoder decoder;
  REQUIRE(decoder.decode(k_full, "f"));
  const auto facts = decoder.decode(
      document(R"("host":{"labels":{"ring":"broad"}},"updates":{"hotfixes":["KB1000"]},"esu":{"products":["2008"]},)"
               R"("services":{"items":{"ds_agent":{}}})"),
      "f");
  REQUIRE(facts);
  CHECK((*facts)->host.labels == std::vector<std::pair<FactText, FactText>>{{"ring", "broad"}});
  CHECK((*facts)->updates.hotfixes == std::vector<Kb>{1000});
  CHECK_FALSE((*facts)->updates.packages);
  CHECK((*facts)->esu.products == std::vector<FactText>{"2008"});
  REQUIRE((*facts)->services.items.value().size() == 1);
  CHECK((*facts)->services.items->front().state.empty());
}

TEST_CASE("a decoder that has seen its documents allocates nothing more") {
  const std::string bare = R"({"schema":"acsgate.facts/v1"})";
  const std::string unknown = document(R"("x":{)" + [] {
    std::string keys;
    for (int key = 0; key < 40; ++key) {
      keys += (key == 0 ? "\"k" : ",\"k") + std::to_string(key) + "\":{\"a\":1}";
    }
    return keys;
  }() + '}');
  FactsDecoder decoder;
  const auto round = [&] { return decoder.decode(k_full, "f") && decoder.decode(bare, "f") && decoder.decode(unknown, "f"); };
  REQUIRE(round());
  const std::size_t before = test::allocations();
  bool good = true;
  for (int count = 0; count < 100; ++count) {
    good = round() && good;
  }
  const std::size_t after = test::allocations();
  CHECK(good);
  CHECK(after == before);
}

TEST_CASE("a large document after a small one keeps the limits") {
  FactsDecoder decoder;
  const std::string deep = document("\"x\":" + std::string(32, '[') + '1' + std::string(32, ']'));
  CHECK_FALSE(decoder.decode(deep, "f"));
  REQUIRE(decoder.decode(document("\"x\":\"" + std::string(1U << 20U, 'a') + '"'), "f"));
  CHECK_FALSE(decoder.decode(deep, "f"));
  CHECK(decoder.decode(k_full, "f"));
}

TEST_CASE("wrong types are refused, null among them") {
  const std::pair<const char *, const char *> cases[] = {
      {R"("host":null)", R"("host" must be an object, not null)"},
      {R"("host":{"id":null})", R"("host.id" must be a string, not null)"},
      {R"("host":{"labels":[]})", R"("host.labels" must be an object, not an array)"},
      {R"("host":{"labels":{"a":{}}})", R"("host.labels.a" must be a string, not an object)"},
      {R"("source":true)", R"("source" must be a string, not true)"},
      {R"("os":"windows")", R"("os" must be an object, not "windows")"},
      {R"("os":{"family":1})", R"("os.family" must be a string, not 1)"},
      {R"("os":{"source":1})", R"("os.source" must be a string, not 1)"},
      {R"("os":{"build":"17763"})", R"("os.build" must be a whole number from 0 to 2147483647, not "17763")"},
      {R"("updates":[])", R"("updates" must be an object, not an array)"},
      {R"("updates":{"hotfixes":null})", R"("updates.hotfixes" must be an array, not null)"},
      {R"("updates":{"packages":{}})", R"("updates.packages" must be an array, not an object)"},
      {R"("updates":{"packages":[1]})", R"("updates.packages[0]" must be an object, not 1)"},
      {R"("reboot":{"pending":[[]]})", R"("reboot.pending[0]" must be a string, not an array)"},
      {R"("roots":{"present":"F4"})", R"("roots.present" must be an array, not "F4")"},
      {R"("esu":{"licensed":1})", R"("esu.licensed" must be true or false, not 1)"},
      {R"("esu":{"licensed":null})", R"("esu.licensed" must be true or false, not null)"},
      {R"("esu":{"products":{}})", R"("esu.products" must be an array, not an object)"},
      {R"("modules":{"items":{}})", R"("modules.items" must be an array, not an object)"},
      {R"("services":{"items":[]})", R"("services.items" must be an object, not an array)"},
      {R"("services":{"items":{"a":[]}})", R"("services.items.a" must be an object, not an array)"},
  };
  for (const auto &[rest, expected] : cases) {
    CHECK(fault(document(rest)) == expected);
  }
}

TEST_CASE("numbers stay in their range") {
  for (const char *key : {"build", "ubr", "service_pack"}) {
    const auto os = [key](const std::string &value) {
      return fault(document("\"os\":{\"" + std::string(key) + "\":" + value + '}'));
    };
    const std::string refused = "\"os." + std::string(key) + "\" must be a whole number from 0 to 2147483647, not ";
    CHECK(os("0") == "ok");
    CHECK(os("2147483647") == "ok");
    CHECK(os("2147483648") == refused + "2147483648");
    CHECK(os("-1") == refused + "-1");
    CHECK(os("-9223372036854775808") == refused + "-9223372036854775808");
    CHECK(os("18446744073709551615") == refused + "18446744073709551615");
    CHECK(os("1.0") == refused + "a number with a fraction or an exponent");
    CHECK(os("1e3") == refused + "a number with a fraction or an exponent");
    CHECK(os("true") == refused + "true");
  }
}

TEST_CASE("a UBR of zero is known") {
  FactsDecoder decoder;
  const auto facts = decoder.decode(document(R"("os":{"ubr":0})"), "f");
  REQUIRE(facts);
  CHECK((*facts)->os.ubr == 0U);
}

TEST_CASE("the schema is required and checked before all else") {
  CHECK(fault("{}") == R"(the document must have "schema": "acsgate.facts/v1")");
  CHECK(fault(R"({"os":1})") == R"(the document must have "schema": "acsgate.facts/v1")");
  CHECK(fault(R"({"os":1,"schema":"acsgate.facts/v2"})") ==
        R"("schema" must be "acsgate.facts/v1", the only version that is read here, not "acsgate.facts/v2")");
  CHECK(fault(R"({"schema":null})") == R"("schema" must be "acsgate.facts/v1", the only version that is read here, not null)");
  CHECK(fault("[]") == "the document must be an object, not an array");
  CHECK(fault("1") == "the document must be an object, not 1");
}

TEST_CASE("a repeated key is refused at any depth, known or not") {
  const std::string tail = " is repeated; a key may be given once";
  CHECK(fault(document(R"("schema":"acsgate.facts/v1")")) == "\"schema\"" + tail);
  CHECK(fault(document(R"("os":{},"os":{})")) == "\"os\"" + tail);
  CHECK(fault(document(R"("os":{"ubr":1,"ubr":1})")) == "\"os.ubr\"" + tail);
  CHECK(fault(document(R"("os":{"ubr":1,"\u0075br":1})")) == "\"os.ubr\"" + tail);
  CHECK(fault(document(R"("x":1,"y":2,"x":1)")) == "\"x\"" + tail);
  CHECK(fault(document(R"("os":{"x":1,"x":1})")) == "\"os.x\"" + tail);
  CHECK(fault(document(R"("x":[0,{"y":{"z":1,"z":2}}])")) == "\"x[1].y.z\"" + tail);
  CHECK(fault(document(R"("host":{"labels":{"a":"1","a":"1"}})")) == "\"host.labels.a\"" + tail);
  CHECK(fault(document(R"("updates":{"packages":[{"x":1,"x":1,"name":"a","version":"1","state":"b"}]})")) ==
        "\"updates.packages[0].x\"" + tail);
  CHECK(fault(document(R"("services":{"items":{"a":{},"a":{}}})")) == "\"services.items.a\"" + tail);
  CHECK(fault(document(R"("x":{"":1,"":1})")) == "\"x.\"" + tail);
}

TEST_CASE("a repeated key is found among few keys and many") {
  for (const int count : {1, 2, 15, 16, 17, 18, 1000}) {
    for (const int twin : {0, count / 2, count - 1}) {
      CAPTURE(count, twin);
      std::string keys;
      for (int key = 0; key < count; ++key) {
        keys += "\"k" + std::to_string(key) + "\":0,";
      }
      const std::string twin_key = "k" + std::to_string(twin);
      CHECK(fault(document("\"x\":{" + keys + "\"other\":0}")) == "ok");
      CHECK(fault(document("\"x\":{" + keys + '"' + twin_key + "\":0}")) ==
            "\"x." + twin_key + "\" is repeated; a key may be given once");
    }
  }
}

TEST_CASE("the same key in different objects is no repetition") {
  CHECK(fault(document(R"("x":{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]},"a":1,"os":{"a":1})")) == "ok");
  CHECK(fault(document(R"("x":1,"X":1,"x ":1)")) == "ok");
}

TEST_CASE("KB numbers") {
  const auto kb = [](const std::string &text) { return fault(document("\"updates\":{\"hotfixes\":[\"" + text + "\"]}")); };
  for (const char *good : {"KB1000", "KB99999999", "kb5005625", "Kb5005625"}) {
    CHECK(kb(good) == "ok");
  }
  for (const char *bad : {"", "KB", "KB999", "KB0999", "KB100000000", "5005625", "KB 5005625", "KB5005625 ", "KB-5005625",
                          "KB500562x", "XB5005625"}) {
    CHECK(kb(bad) == "\"updates.hotfixes[0]\" must be a KB number like \"KB5005625\", not \"" + std::string(bad) + '"');
  }
}

TEST_CASE("thumbprints") {
  const auto thumbprint = [](const std::string &text) { return fault(document("\"roots\":{\"present\":[\"" + text + "\"]}")); };
  CHECK(thumbprint(std::string(40, 'a')) == "ok");
  CHECK(thumbprint(std::string(64, 'F')) == "ok");
  for (const std::size_t size : {0U, 1U, 39U, 41U, 63U, 65U}) {
    CHECK(thumbprint(std::string(size, 'a')) != "ok");
  }
  for (const char *bad : {"g", "G", "/", ":", "@", "`", " ", "é"}) {
    const std::string text = bad + std::string(40 - std::string(bad).size(), '0');
    CHECK(thumbprint(text) == "\"roots.present[0]\" must be a thumbprint of 40 or 64 hex digits, not \"" + text + '"');
    CHECK(thumbprint(std::string(40 - std::string(bad).size(), '0') + bad) != "ok");
  }
}

TEST_CASE("group statuses") {
  for (const char *group : {"os", "updates", "reboot", "roots", "esu", "modules", "services"}) {
    CAPTURE(group);
    const auto status = [group](const std::string &value) {
      return fault(document('"' + std::string(group) + "\":{\"status\":" + value + '}'));
    };
    for (const char *good : {R"("ok")", R"("absent")", R"("denied")", R"("error")", R"("unsupported")"}) {
      CHECK(status(good) == "ok");
    }
    for (const char *bad : {R"("")", R"("missing")", R"("OK")", R"("ok ")", "null", "true"}) {
      CHECK(status(bad) ==
            '"' + std::string(group) + R"(.status" must be "ok", "absent", "denied", "error" or "unsupported", not )" + bad);
    }
  }
}

TEST_CASE("collected_at needs a zone") {
  const std::string expected = R"("collected_at" must be a date and time with zone like "2026-11-22T10:00:00Z", not )";
  CHECK(fault(document(R"("collected_at":"2026-11-22T10:00:00Z")")) == "ok");
  CHECK(fault(document(R"("collected_at":"2026-11-22T10:00:00")")) == expected + R"("2026-11-22T10:00:00")");
  CHECK(fault(document(R"("collected_at":"")")) == expected + R"("")");
  CHECK(fault(document(R"("collected_at":0)")) == expected + "0");
}

TEST_CASE("items must have what names them") {
  CHECK(fault(document(R"("updates":{"packages":[{"version":"1","state":"x"}]})")) ==
        R"("updates.packages[0]" must have a "name")");
  CHECK(fault(document(R"("updates":{"packages":[{"name":"1","state":"x"}]})")) ==
        R"("updates.packages[0]" must have a "version")");
  CHECK(fault(document(R"("updates":{"packages":[{"name":"1","version":"x"}]})")) ==
        R"("updates.packages[0]" must have a "state")");
  CHECK(fault(document(R"("modules":{"items":[{"version":"1"}]})")) == R"("modules.items[0]" must have a "module")");
  CHECK(fault(document(R"("modules":{"items":[{"module":"a"}]})")) == R"("modules.items[0]" must have a "version")");
}

TEST_CASE("lists end at their limits") {
  const std::string package = R"({"name":"a","version":"1","state":"x"})";
  const std::string module = R"({"module":"a","version":"1"})";
  const std::string thumbprint = '"' + std::string(40, '0') + '"';
  struct Limit {
    std::string before, item, after;
    std::size_t count;
  };
  const Limit limits[] = {
      {R"("updates":{"hotfixes":[)", R"("KB1000")", "]}", 10000}, {R"("updates":{"packages":[)", package, "]}", 20000},
      {R"("roots":{"present":[)", thumbprint, "]}", 10000},       {R"("roots":{"disallowed":[)", thumbprint, "]}", 10000},
      {R"("reboot":{"pending":[)", R"("a")", "]}", 1000},         {R"("modules":{"items":[)", module, "]}", 1000},
      {R"("esu":{"products":[)", R"("a")", "]}", 1000},
  };
  for (const Limit &limit : limits) {
    CAPTURE(limit.before);
    CHECK(fault(document(limit.before + items(limit.item, limit.count) + limit.after)) == "ok");
    CHECK(fault(document(limit.before + items(limit.item, limit.count + 1) + limit.after))
              .ends_with("must have at most " + std::to_string(limit.count) + " items"));
  }
}

TEST_CASE("named members end at their limits") {
  const auto members = [](std::size_t count, const std::string &value) {
    std::string text;
    for (std::size_t index = 0; index < count; ++index) {
      text += (index == 0 ? "\"n" : ",\"n") + std::to_string(index) + "\":" + value;
    }
    return '{' + text + '}';
  };
  CHECK(fault(document("\"host\":{\"labels\":" + members(256, "\"\"") + '}')) == "ok");
  CHECK(fault(document("\"host\":{\"labels\":" + members(257, "\"\"") + '}')) == "\"host.labels\" must have at most 256 members");
  CHECK(fault(document("\"services\":{\"items\":" + members(10000, "{}") + '}')) == "ok");
  CHECK(fault(document("\"services\":{\"items\":" + members(10001, "{}") + '}')) ==
        "\"services.items\" must have at most 10000 members");
}

TEST_CASE("texts that are kept have at most 4096 bytes") {
  const std::string longest(4096, 'a');
  const std::string longer(4097, 'a');
  for (const auto &[before, after] : {std::pair{R"("host":{"name":")", R"("})"},
                                      {R"("host":{"labels":{"a":")", R"("}})"},
                                      {R"("source":")", R"(")"},
                                      {R"("reboot":{"pending":[")", R"("]})"},
                                      {R"("services":{"items":{"a":{"state":")", R"("}}})"}}) {
    CAPTURE(before);
    CHECK(fault(document(before + longest + after)) == "ok");
    CHECK(fault(document(before + longer + after)).ends_with(" must have at most 4096 bytes"));
  }
  CHECK(fault(document("\"host\":{\"labels\":{\"" + longest + "\":\"\"}}")) == "ok");
  CHECK(fault(document("\"host\":{\"labels\":{\"" + longer + "\":\"\"}}")).ends_with(" must have a name of at most 4096 bytes"));
  CHECK(fault(document("\"services\":{\"items\":{\"" + longer + "\":{}}}")).ends_with(" must have a name of at most 4096 bytes"));
  CHECK(fault(document("\"x\":{\"" + longer + "\":\"" + longer + "\"}")) == "ok");
}

TEST_CASE("nesting ends at 32 levels, empty brackets counted") {
  const auto nested = [](std::size_t levels, const std::string &core) {
    return document("\"x\":" + std::string(levels, '[') + core + std::string(levels, ']'));
  };
  CHECK(fault(nested(31, "1")) == "ok");
  CHECK(fault(nested(31, "")) == "ok");
  CHECK(fault(nested(32, "1")) == "the document is nested deeper than 32 levels");
  CHECK(fault(nested(32, "")) == "the document is nested deeper than 32 levels");
  CHECK(fault(nested(20000, "1")) == "the document is nested deeper than 32 levels");
  CHECK(position(nested(32, "1")) == position(nested(32, "")));
  CHECK(fault(document("\"x\":" + repeated("{\"a\":", 31) + "{}" + std::string(31, '}'))) ==
        "the document is nested deeper than 32 levels");
}

TEST_CASE("a document ends at its size limit") {
  const std::string head = R"({"schema":"acsgate.facts/v1","x":")";
  const std::string tail = R"("})";
  const std::string full = head + std::string(k_max_facts_bytes - head.size() - tail.size(), 'a') + tail;
  CHECK(fault(full) == "ok");
  CHECK(fault(full + ' ') == "the document is larger than the limit of 4194304 bytes");
}

TEST_CASE("an empty document says so") {
  for (const char *blank : {"", " ", "\n", "\r\n\t ", "\xEF\xBB\xBF", "\xEF\xBB\xBF\r\n"}) {
    CHECK(fault(blank) == "the document is empty");
  }
}

TEST_CASE("UTF-16 is told with the way out") {
  FactsDecoder decoder;
  for (const std::string &text : {"\xFF\xFE{\0}\0"s, "\xFE\xFF\0{\0}"s, "{\0}\0"s, "\0{\0}"s}) {
    const auto facts = decoder.decode(text, "f");
    REQUIRE_FALSE(facts);
    CHECK(facts.error().what == "the document is UTF-16, but JSON is UTF-8");
    CHECK(facts.error().fix == "save it as UTF-8 (PowerShell: Out-File -Encoding utf8)");
  }
}

TEST_CASE("every error is an input error with a position") {
  FactsDecoder decoder;
  for (const std::string &bad : {""s, "{"s, "\0"s, "[]"s, "{}"s, "\xFF"s, document("\"os\":1"), document("\"a\":1,\"a\":1")}) {
    const auto facts = decoder.decode(bad, "hosts.ndjson", 7);
    REQUIRE_FALSE(facts);
    CHECK(facts.error().kind == ErrorKind::input);
    CHECK(facts.error().where.starts_with("hosts.ndjson:7:"));
    CHECK_FALSE(facts.error().what.empty());
  }
}

TEST_CASE("a semantic fault is shown where its value starts") {
  CHECK(position(R"({"schema": 5})") == "f:1:12");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n \"os\" :\r\n  {\"build\":1,\"ubr\" : \n -1}}") == "f:4:2");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"updates\":{\"hotfixes\":[\"KB1000\" ,\n  5]}}") == "f:3:3");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"updates\":{\"hotfixes\":[1]}}") == "f:2:24");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"x\":[[1],{\"a\":[2,3]},\"]\"],\"os\":[]}") == "f:2:32");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"o\\u0073\":[]}") == "f:2:11");
  CHECK(position("[]") == "f:1:1");
  CHECK(position(" \n []") == "f:2:2");
}

TEST_CASE("a value inside the last of several items is found") {
  const std::string package = R"({"name":"a","version":"1","state":"x"},)";
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\"updates\":{\"packages\":[" + repeated(package, 3) + "\n{\"state\":0}]}}") ==
        "f:2:10");
}

TEST_CASE("a repeated key is shown where it comes again") {
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"os\":{\"ubr\":1,\n \"ubr\":2}}") == "f:3:2");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"x\":[{\"a\":1},{\"a\":1,\n  \"a\":{\"a\":1}}]}") == "f:3:3");
}

TEST_CASE("a syntax fault is shown where it is") {
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",}") == "f:1:30");
  CHECK(position("{\"a\":1,\n\"b\":tru}") == "f:2:8");
  CHECK(position("{\"a\":1\n\n\"b\":2}") == "f:3:1");
  CHECK(position("{\"a\":01}") == "f:1:7");
  CHECK(position("{\"a\":[1,2") == "f:1:10");
  CHECK(position("{\"a\":\"\xFF\"}") == "f:1:7");
  CHECK(position("{} {}") == "f:1:4");
  CHECK(position("{\"a\":1e999}") == "f:1:6");
  CHECK(position("{\"a\":[1,18446744073709551616]}") == "f:1:9");
  CHECK(position("{\"a\":1}\n\0"s) == "f:2:1");
}

TEST_CASE("positions count bytes, start at the given line and leave the byte order mark out") {
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\"é\":1,\"os\":1}") == "f:1:42");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\"os\":1}", 41) == "f:41:35");
  CHECK(position("{\"schema\":\"acsgate.facts/v1\",\n\"os\":1}", 41) == "f:42:6");
  CHECK(position("\xEF\xBB\xBF[]") == "f:1:1");
}

TEST_CASE("a hostile name does no harm to a message") {
  const std::string message = fault(document("\"services\":{\"items\":{\"\\u001b[31m" + std::string(4000, 'a') + "\":1}}"));
  CHECK(message.find('\x1B') == std::string::npos);
  CHECK(message.size() < 400);
}
