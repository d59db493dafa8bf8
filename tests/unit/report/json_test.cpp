#include "report/render.hpp"

#include "sample.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace acsgate;
using acsgate::test::sample;
using Catch::Matchers::Contains;

namespace {

bool is_plain_ascii(const std::string &text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

TEST_CASE("decision document", "[report][json]") {
  CHECK(render_json(sample()) ==
        R"({"schema":"acsgate.decision/v1","host":"WEB01","decision":"legacy","acs_ready":false,)"
        R"("allowed":false,"build":"20.0.0-4959",)"
        R"("asked":[{"module":"agent","build":"20.0.0-6690","line":"20.0","acs":true,"allowed":false,)"
        R"("reasons":[{"code":"BUILD.ACS_HELD_BACK","text":"20.0.0-6690 is an ACS build"}]},)"
        R"({"module":"agent","build":"20.0.0-4959","line":"20.0","acs":false,"allowed":true}],)"
        R"("platform":{"id":"windows-10-1809","title":"Windows 10 1809 / Windows Server 2019"},)"
        R"("requirements":[{"id":"acs-update","title":"Windows update for ACS signatures","status":"fail",)"
        R"("reasons":[{"code":"OS.UBR_BELOW_FLOOR","text":"Windows build 17763.2114 is below the needed 17763.2210"}],)"
        R"("evidence":[{"fact":"os.ubr","value":2114,"needed":">= 2210","source":"registry"}],)"
        R"("remedy":{"text":"Install KB5005625 or any later cumulative update","kb":["KB5005625"]}},)"
        R"({"id":"acs-root","title":"Root certificate for ACS signatures","status":"pass",)"
        R"("reasons":[{"code":"CERT.ROOT_PRESENT","text":"The root certificate is there"}],)"
        R"("evidence":[{"fact":"roots.present","value":"F400","needed":"F400"}]}],)"
        R"("reasons":[{"code":"OS.UBR_BELOW_FLOOR","text":"Windows build 17763.2114 is below the needed 17763.2210"},)"
        R"({"code":"BUILD.ACS_HELD_BACK","text":"20.0.0-6690 is an ACS build"}],)"
        R"("policy":{"name":"trendmicro-deep-security","version":"2026.11.1",)"
        R"("digest":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},)"
        R"("facts_collected_at":"2026-11-22T10:00:00Z","evaluated_at":"2026-11-22T12:30:00Z","gate":"acsgate 0.1.0"})");
}

TEST_CASE("what is not known is null, lists without entries are left out where they may be", "[report][json]") {
  Explanation explanation{};
  explanation.decision = Decision::unknown;
  explanation.acs_ready = Tri::unknown;
  explanation.asked = {
      {.module = "feature-package", .build = {}, .line = {}, .acs = Tri::unknown, .outcome = Outcome::unknown, .reasons = {}}};
  explanation.requirements = {{.id = "acs-update",
                               .title = {},
                               .status = Status::not_applicable,
                               .reasons = {},
                               .evidence = {{.fact = "os.ubr", .value = {}, .needed = ">= 1", .source = {}}},
                               .remedy = std::nullopt}};
  CHECK(render_json(explanation) ==
        R"({"schema":"acsgate.decision/v1","host":"","decision":"unknown","acs_ready":null,"allowed":false,"build":null,)"
        R"("asked":[{"module":"feature-package","build":null,"line":null,"acs":null,"allowed":false}],"platform":null,)"
        R"("requirements":[{"id":"acs-update","status":"not-applicable",)"
        R"("reasons":[],"evidence":[{"fact":"os.ubr","value":null,"needed":">= 1"}]}],)"
        R"("reasons":[],"policy":{"name":"","version":"","digest":""},)"
        R"("facts_collected_at":null,"evaluated_at":"1970-01-01T00:00:00Z",)"
        R"("gate":"acsgate 0.1.0"})");
}

TEST_CASE("nothing asked for is an empty list", "[report][json]") {
  Explanation explanation = sample();
  explanation.asked.clear();
  explanation.requirements.clear();
  CHECK_THAT(render_json(explanation), Contains(R"("asked":[],)") && Contains(R"("requirements":[],)"));
}

TEST_CASE("notes, risks, statements and the platform's note", "[report][json]") {
  Explanation explanation = sample();
  explanation.platform_note = "old";
  explanation.notes = {"n"};
  explanation.risks = {"r1", "r2"};
  explanation.statements = {"s"};
  const std::string text = render_json(explanation);
  CHECK_THAT(text, Contains(R"(Server 2019","note":"old"})"));
  CHECK_THAT(text, Contains(R"(],"notes":["n"],"risks":["r1","r2"],"statements":["s"],"policy":)"));
}

TEST_CASE("JSON is pure ASCII and gives back what facts said", "[report][json]") {
  Explanation explanation = sample();
  const std::string hostile = test::hostile_name() + "\x7F" + "サーバー01";
  explanation.host = hostile;
  explanation.requirements.front().evidence.front().value = hostile;
  const std::string text = render_json(explanation);
  CHECK(is_plain_ascii(text));
  const auto document = nlohmann::json::parse(text);
  CHECK(document["host"] == hostile);
  CHECK(document["requirements"][0]["evidence"][0]["value"] == hostile);
  CHECK(is_plain_ascii(render_brief(explanation)));
  CHECK(nlohmann::json::parse(render_brief(explanation))["host"] == hostile);
}

TEST_CASE("ill-formed text does not break the document", "[report][json]") {
  Explanation explanation = sample();
  explanation.host = "A\xFF\xC3";
  CHECK_THAT(render_json(explanation), Contains(R"("host":"A\ufffd\ufffd")"));
}

TEST_CASE("indented JSON says the same", "[report][json]") {
  const std::string text = render_json(sample(), true);
  CHECK_THAT(text, Catch::Matchers::StartsWith("{\n  \"schema\": \"acsgate.decision/v1\",\n  \"host\": \"WEB01\",\n"));
  CHECK(nlohmann::ordered_json::parse(text).dump() == render_json(sample()));
}

TEST_CASE("brief form", "[report][json]") {
  CHECK(render_brief(sample()) == R"({"host":"WEB01","decision":"legacy","codes":["OS.UBR_BELOW_FLOOR","BUILD.ACS_HELD_BACK"]})");
  Explanation ready = sample();
  ready.decision = Decision::acs;
  ready.reasons.clear();
  CHECK(render_brief(ready) == R"({"host":"WEB01","decision":"acs","codes":[]})");
}
