#include "facts/facts_json.hpp"
#include "facts/facts_scan.hpp"
#include "facts/facts_writer.hpp"
#include "facts/json_parser.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace acsgate;

namespace {

const std::string k_whole =
    R"({"schema":"acsgate.facts/v1","host":{"id":"1","name":"WEB01","fqdn":"web01.example.jp","labels":{"ring":"canary","site":""}},)"
    R"("collected_at":"2026-11-22T10:00:00Z","source":"probe","os":{"status":"ok","source":"registry","family":"windows",)"
    R"("build":17763,"ubr":0,"service_pack":2147483647,"type":"server","edition":"ServerStandard","arch":"x64","product_name":"W"},)"
    R"("updates":{"hotfixes":["KB5005112","kb4486129"],"packages":[{"name":"Package_for_RollupFix","version":"17763.2114.1.9",)"
    R"("state":"installed"},{"state":"staged","name":"x","version":""}]},"reboot":{"pending":["cbs"]},)"
    R"("roots":{"present":["F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"],"disallowed":[],"auto_update":"enabled"},)"
    R"("esu":{"licensed":false,"products":["2008"]},"modules":{"items":[{"module":"agent","version":"20.0.0-5995"}]},)"
    R"("services":{"items":{"ds_agent":{"state":"running","start":"auto"},"x":{}}}})";

/// The facts as JSON, or nothing where they were not read.
class Readers {
public:
  std::optional<std::string> strict(const std::string &json) {
    m_buffer.clear();
    m_reader.reset();
    const auto top = m_parser.parse(json, {"f"});
    return top && read_facts(m_reader, *top, m_buffer) ? std::optional(to_json(m_buffer.facts)) : std::nullopt;
  }
  std::optional<std::string> scanned(const std::string &json) {
    m_buffer.clear();
    const auto index = m_parser.index(json);
    return index && scan_facts(*index, m_buffer) ? std::optional(to_json(m_buffer.facts)) : std::nullopt;
  }

private:
  JsonParser m_parser{k_max_facts_bytes};
  JsonReader m_reader;
  FactsBuffer m_buffer;
};

std::string with_blanks(const std::string &json) {
  std::string text = " ";
  for (const char letter : json) {
    const bool token = std::string_view("{}[],").find(letter) != std::string_view::npos;
    text += token ? "\t " + std::string(1, letter) + "\r " : std::string(1, letter);
  }
  return text + "\n";
}

} // namespace

TEST_CASE("the scan reads an ordinary document as the strict reader does") {
  Readers readers;
  for (const std::string &json :
       {k_whole, with_blanks(k_whole), std::string(R"({"schema":"acsgate.facts/v1"})"),
        std::string(R"({"os":{"build":1 },"schema" : "acsgate.facts/v1","host":{}})"),
        std::string(R"({"services":{},"os":{"product_name":"p","type":"Server","ubr":2,"build":1,"family":"win",)"
                    R"("status":"denied"},"host":{"fqdn":"f","name":"n","id":"i"},"schema":"acsgate.facts/v1"})"),
        std::string(R"({"schema":"acsgate.facts/v1","esu":{"licensed":true}})")}) {
    CAPTURE(json);
    const auto scanned = readers.scanned(json);
    REQUIRE(scanned);
    CHECK(scanned == readers.strict(json));
  }
}

TEST_CASE("what is not ordinary is left to the strict reader") {
  Readers readers;
  for (const std::string &members : {std::string(R"("x":1)"),
                                     std::string(R"("source":"\u0041")"),
                                     std::string(R"("os":{"build":01})"),
                                     std::string(R"("os":{"build":1.0})"),
                                     std::string(R"("os":{"build":2147483648})"),
                                     std::string(R"("os":{"build":-1})"),
                                     std::string(R"("os":{"build":1x})"),
                                     std::string(R"("os":{"build":})"),
                                     std::string(R"("esu":{"licensed":truex})"),
                                     std::string(R"("esu":{"licensed":fals})"),
                                     std::string(R"("source":"a","source":"b")"),
                                     std::string(R"("source":"a","os":{},"source":"b")"),
                                     std::string(R"("os":{"ubr":1,"build":1,"ubr":1})"),
                                     std::string(R"("os":{"ubr":1,"x":1})"),
                                     std::string(R"("os":{"ubr":1,"build_":1})"),
                                     std::string(R"("os":{"ubr":1,"product_namf":""})"),
                                     std::string(R"("os":{"status":"o"})"),
                                     std::string(R"("os":{"status":"okay"})"),
                                     std::string(R"("os":{"ubr":1,})"),
                                     std::string(R"("updates":{"packages":[{"state":"installed","name":"a"}]})"),
                                     std::string(R"("host":{"labels":{"a":"1","a":"2"}})"),
                                     std::string(R"("services":{"items":{"a":{},"a":{}}})"),
                                     std::string(R"("source":"a""b")"),
                                     std::string(R"("source":"a"b)"),
                                     std::string(R"("source" "a")"),
                                     std::string(R"("updates":{"hotfixes":["KB5005112",]})"),
                                     std::string(R"("updates":{"hotfixes":[)"),
                                     std::string(R"("updates":{"packages":[{"name":"a"}]})"),
                                     R"("source":")" + std::string(4097, 'a') + '"',
                                     std::string("\"source\":\"a\"}\0", 14),
                                     std::string("\"source\":\"\xFF\""),
                                     std::string(R"("source":"a"} {)")}) {
    const std::string json = R"({"schema":"acsgate.facts/v1",)" + members + '}';
    CAPTURE(json);
    CHECK_FALSE(readers.scanned(json));
  }
  CHECK_FALSE(readers.scanned(""));
  CHECK_FALSE(readers.scanned("{}"));
  CHECK_FALSE(readers.scanned(k_whole + k_whole));
  CHECK_FALSE(readers.scanned(k_whole + std::string(1, '\0')));
  CHECK_FALSE(readers.scanned(R"({"schema":"acsgate.facts/v2"})"));
}

TEST_CASE("whatever the scan takes of spoilt documents, the strict reader takes too, with the same facts") {
  Readers readers;
  std::mt19937 chance(7); // NOLINT: the same documents each time
  const std::string letters = "{}[]:,\"\\ \t\n0123456789aeKBx-.\f\x1A\x01";
  int taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string json = k_whole;
    for (auto change = chance() % 3 + 1; change > 0; --change) {
      const std::size_t at = chance() % json.size();
      const char letter = letters[chance() % letters.size()];
      switch (chance() % 3) {
      case 0:
        json[at] = letter;
        break;
      case 1:
        json.insert(at, 1, letter);
        break;
      default:
        json.erase(at, chance() % 4 + 1);
      }
    }
    const auto scanned = readers.scanned(json);
    if (scanned && scanned != readers.strict(json)) {
      FAIL(json);
    }
    taken += scanned ? 1 : 0;
  }
  CHECK(taken > 1'000);
}
