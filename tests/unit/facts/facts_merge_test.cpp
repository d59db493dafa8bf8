#include "facts/facts_merge.hpp"

#include "facts/facts_json.hpp"
#include "facts/facts_writer.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace acsgate;

namespace {

/// Documents that are decoded and then merged under the names a, b, c ...
class Parts {
public:
  Parts &add(const std::string &rest) {
    m_decoders.push_back(std::make_unique<FactsDecoder>());
    const auto read = m_decoders.back()->decode(R"({"schema":"acsgate.facts/v1",)" + rest + '}', "x.json");
    if (!read) {
      throw std::runtime_error(to_string(read.error()));
    }
    m_parts.push_back({*read, std::string(1, static_cast<char>('a' + m_parts.size()))});
    return *this;
  }
  [[nodiscard]] MergedFacts merged() const { return merge_facts(m_parts); }

private:
  std::vector<std::unique_ptr<FactsDecoder>> m_decoders;
  std::vector<FactsPart> m_parts;
};

std::string text_of(const MergedFacts &merged) { return to_json(merged.host.facts); }

bool has(const std::string &text, std::string_view part) { return text.find(part) != std::string::npos; }

const std::string k_ten = R"("collected_at":"2026-11-22T10:00:00Z")";

} // namespace

TEST_CASE("One document stays as it is", "[facts_merge]") {
  const std::string rest =
      R"("host":{"id":"a","name":"WEB01","fqdn":"web01.example","labels":{"ring":"canary"}},)" + k_ten +
      R"(,"source":"probe","os":{"status":"ok","source":"registry","family":"windows","build":17763,"ubr":2114,)"
      R"("service_pack":0,"type":"server","edition":"E","arch":"x64","product_name":"P"},)"
      R"("updates":{"status":"ok","source":"cbs","hotfixes":["KB5005112"],)"
      R"("packages":[{"name":"Package_for_RollupFix","version":"17763.2114.1.9","state":"installed"}]},)"
      R"("reboot":{"status":"ok","pending":["cbs"]},)"
      R"("roots":{"status":"ok","present":["F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"],"disallowed":[],)"
      R"("auto_update":"enabled"},"esu":{"status":"ok","licensed":false,"products":["X"]},)"
      R"("modules":{"status":"ok","items":[{"module":"agent","version":"20.0.0-5995","line":"20.0"}]},)"
      R"("services":{"status":"ok","items":{"ds_agent":{"state":"running","start":"auto"}}})";
  const MergedFacts merged = Parts().add(rest).merged();
  CHECK(text_of(merged) == R"({"schema":"acsgate.facts/v1",)" + rest + '}');
  CHECK(merged.one_host);
  CHECK(merged.contradictions.empty());
  CHECK(text_of(Parts().add(rest).add(rest).merged()) ==
        text_of(Parts().add(rest).add(rest).add(rest).merged())); // and twice the same adds nothing
}

TEST_CASE("Nothing merges to nothing", "[facts_merge]") {
  CHECK(text_of(merge_facts({})) == R"({"schema":"acsgate.facts/v1","source":"merge"})");
}

TEST_CASE("Each source adds what it knows", "[facts_merge]") {
  const MergedFacts merged =
      Parts()
          .add(
              R"("host":{"name":"WEB01"},)" + k_ten +
              R"(,"os":{"source":"systeminfo","family":"windows","build":7601},"updates":{"source":"systeminfo","hotfixes":["KB976902"]})")
          .add(
              R"("host":{"name":"web01","id":"a"},"collected_at":"2026-11-22T09:00:00Z",)"
              R"("os":{"source":"reg","ubr":24000},"updates":{"source":"wmic qfe","hotfixes":["KB2534111","KB976902"]},"reboot":{"pending":[]})")
          .merged();
  CHECK(merged.contradictions.empty());
  CHECK(text_of(merged) ==
        R"({"schema":"acsgate.facts/v1","host":{"id":"a","name":"WEB01"},"collected_at":"2026-11-22T09:00:00Z","source":"merge",)"
        R"("os":{"status":"ok","source":"systeminfo, reg","family":"windows","build":7601,"ubr":24000},)"
        R"("updates":{"status":"ok","source":"systeminfo, wmic qfe","hotfixes":["KB976902","KB2534111"]},)"
        R"("reboot":{"status":"ok","pending":[]}})");
}

TEST_CASE("A list that one source did not read is not an empty list", "[facts_merge]") {
  const MergedFacts merged =
      Parts().add(k_ten + R"(,"updates":{"hotfixes":["KB976902"]})").add(k_ten + R"(,"updates":{})").merged();
  REQUIRE(merged.host.facts.updates.hotfixes);
  CHECK(merged.host.facts.updates.hotfixes->size() == 1);
  CHECK_FALSE(merged.host.facts.updates.packages);
  CHECK_FALSE(Parts().add(R"("updates":{})").add(R"("updates":{})").merged().host.facts.updates.hotfixes);
}

TEST_CASE("What could be read counts, whichever comes first", "[facts_merge]") {
  const std::string denied = k_ten + R"(,"updates":{"status":"denied","source":"wua","hotfixes":["KB5005625"]})";
  const std::string read = k_ten + R"(,"updates":{"status":"ok","source":"cbs","hotfixes":["KB976902"]})";
  const std::string expected = R"({"schema":"acsgate.facts/v1",)" + k_ten +
                               R"(,"source":"merge","updates":{"status":"ok","source":"cbs","hotfixes":["KB976902"]}})";
  CHECK(text_of(Parts().add(denied).add(read).merged()) == expected);
  CHECK(text_of(Parts().add(read).add(denied).merged()) == expected);
  CHECK(text_of(Parts().add(denied).add(denied).merged()) ==
        R"({"schema":"acsgate.facts/v1",)" + k_ten + R"(,"source":"merge","updates":{"status":"denied","source":"wua"}})");
}

TEST_CASE("A contradiction leaves the group unreadable, whichever comes first", "[facts_merge]") {
  const std::pair<const char *, const char *> k_pairs[] = {
      {R"("os":{"family":"windows"})", R"("os":{"family":"linux"})"},
      {R"("os":{"build":17763,"ubr":6000})", R"("os":{"build":14393})"},
      {R"("os":{"build":17763,"ubr":2114})", R"("os":{"build":17763,"ubr":2210})"},
      {R"("os":{"service_pack":0})", R"("os":{"service_pack":1})"},
      {R"("os":{"type":"client"})", R"("os":{"type":"server"})"},
      {R"("os":{"arch":"x64"})", R"("os":{"arch":"x86"})"},
      {R"("roots":{"auto_update":"enabled"})", R"("roots":{"auto_update":"disabled"})"},
      {R"("esu":{"licensed":true})", R"("esu":{"licensed":false})"},
      {R"("updates":{"packages":[{"name":"P","version":"1","state":"installed"}]})",
       R"("updates":{"packages":[{"name":"P","version":"1","state":"install-pending"}]})"},
      {R"("services":{"items":{"ds_agent":{"state":"running"}}})", R"("services":{"items":{"DS_AGENT":{"state":"stopped"}}})"},
  };
  for (const auto &[left, right] : k_pairs) {
    CAPTURE(left, right);
    for (const bool turned : {false, true}) {
      const MergedFacts merged =
          Parts().add(k_ten + ',' + (turned ? right : left)).add(k_ten + ',' + (turned ? left : right)).merged();
      CHECK(merged.contradictions.size() == 1);
      CHECK(merged.one_host);
      CHECK(has(text_of(merged), R"({"status":"error","source":"contradiction between a and b")"));
    }
  }
}

TEST_CASE("Other groups do not suffer from a contradiction", "[facts_merge]") {
  const MergedFacts merged = Parts()
                                 .add(k_ten + R"(,"os":{"build":17763},"updates":{"hotfixes":["KB5005625"]})")
                                 .add(k_ten + R"(,"os":{"build":14393},"updates":{"hotfixes":["KB976902"]})")
                                 .merged();
  CHECK(merged.host.facts.os.status == GroupStatus::error);
  CHECK(merged.host.facts.updates.ok());
  CHECK(merged.host.facts.updates.hotfixes->size() == 2);
  REQUIRE(merged.contradictions.size() == 1);
  CHECK(merged.contradictions[0] == "os.build is 17763 in a and 14393 in b");
}

TEST_CASE("A third source does not settle a contradiction", "[facts_merge]") {
  const MergedFacts merged = Parts()
                                 .add(k_ten + R"(,"os":{"build":17763})")
                                 .add(k_ten + R"(,"os":{"build":14393})")
                                 .add(k_ten + R"(,"os":{"source":"reg","build":17763})")
                                 .merged();
  CHECK(merged.host.facts.os.status == GroupStatus::error);
  CHECK(merged.host.facts.os.source == "contradiction between a and b");
}

TEST_CASE("A contradiction survives another merge, whichever comes first", "[facts_merge]") {
  const MergedFacts before = Parts().add(k_ten + R"(,"os":{"build":17763})").add(k_ten + R"(,"os":{"build":14393})").merged();
  const std::string merged = text_of(before).substr(text_of(before).find(k_ten));
  const std::string good = k_ten + R"(,"os":{"build":17763})";
  const std::string rest = merged.substr(0, merged.size() - 1);
  CHECK(Parts().add(rest).add(good).merged().host.facts.os.status == GroupStatus::error);
  CHECK(Parts().add(good).add(rest).merged().host.facts.os.status == GroupStatus::error);
  CHECK(Parts().add(good).add(rest).merged().host.facts.os.source == "contradiction between a and b");
}

TEST_CASE("No source can call its own good group a contradiction", "[facts_merge]") {
  const MergedFacts merged = Parts()
                                 .add(k_ten + R"(,"os":{"source":"contradiction between x","build":17763,"ubr":6000})")
                                 .add(k_ten + R"(,"os":{"build":17763,"ubr":1})")
                                 .merged();
  CHECK(merged.host.facts.os.status == GroupStatus::error);
}

TEST_CASE("Sources that are more than a day apart contradict each other in what both have", "[facts_merge]") {
  const auto at = [](const char *time, const char *rest) { return R"("collected_at":")" + std::string(time) + "\"," + rest; };
  const char *const os = R"("os":{"build":17763})";
  const char *const updates = R"("updates":{"hotfixes":["KB976902"]})";
  CHECK(Parts().add(at("2026-11-21T10:00:00Z", os)).add(at("2026-11-22T10:00:00Z", os)).merged().host.facts.os.ok());
  const MergedFacts apart = Parts().add(at("2026-11-21T09:59:59Z", os)).add(at("2026-11-22T10:00:00Z", os)).merged();
  CHECK(apart.host.facts.os.status == GroupStatus::error);
  REQUIRE(apart.contradictions.size() == 1);
  CHECK(apart.contradictions[0] == "os is read at 2026-11-21T09:59:59Z in a and at 2026-11-22T10:00:00Z in b");
  CHECK(apart.host.facts.collected_at == parse_timestamp("2026-11-21T09:59:59Z"));
  CHECK(Parts().add(at("2026-11-20T10:00:00Z", os)).add(at("2026-11-22T10:00:00Z", updates)).merged().contradictions.empty());
  // Each is within a day of the second one, and yet the first and the last are not.
  for (const auto &times : {std::array{"2026-11-21T00:00:00Z", "2026-11-21T20:00:00Z", "2026-11-22T16:00:00Z"},
                            std::array{"2026-11-22T16:00:00Z", "2026-11-21T20:00:00Z", "2026-11-21T00:00:00Z"},
                            std::array{"2026-11-21T20:00:00Z", "2026-11-22T16:00:00Z", "2026-11-21T00:00:00Z"}}) {
    CAPTURE(times[0], times[1], times[2]);
    CHECK_FALSE(Parts().add(at(times[0], os)).add(at(times[1], updates)).add(at(times[2], os)).merged().host.facts.os.ok());
  }
}

TEST_CASE("One part without a date leaves all undated", "[facts_merge]") {
  CHECK_FALSE(Parts().add(k_ten).add(R"("source":"x")").merged().host.facts.collected_at);
  CHECK_FALSE(Parts().add(R"("source":"x")").add(k_ten).merged().host.facts.collected_at);
}

TEST_CASE("Different names, ids or labels are different hosts", "[facts_merge]") {
  const std::pair<const char *, const char *> k_pairs[] = {
      {R"({"name":"WEB01"})", R"({"name":"WEB02"})"},
      {R"({"id":"a"})", R"({"id":"b"})"},
      {R"({"fqdn":"web01.a"})", R"({"fqdn":"web01.b"})"},
      {R"({"labels":{"ring":"canary"}})", R"({"labels":{"ring":"broad"}})"},
  };
  for (const auto &[left, right] : k_pairs) {
    CAPTURE(left, right);
    const MergedFacts merged = Parts().add(R"("host":)" + std::string(left)).add(R"("host":)" + std::string(right)).merged();
    CHECK_FALSE(merged.one_host);
    CHECK(merged.contradictions.size() == 1);
  }
  CHECK(Parts().add(R"("host":{"name":"WEB01"})").add(R"("host":{"name":"web01","labels":{"x":"y"}})").merged().one_host);
}

TEST_CASE("Long lists of certificates unite without repeats", "[facts_merge]") {
  const auto list = [](int first, int count) {
    std::string text;
    for (int index = first; index < first + count; ++index) {
      const std::string number = std::to_string(index);
      text += (text.empty() ? "\"" : ",\"") + std::string(40 - number.size(), '0') + number + '"';
    }
    return R"("roots":{"present":[)" + text + R"(],"disallowed":[]})";
  };
  const MergedFacts merged = Parts().add(list(0, 300)).add(list(150, 300)).add(list(0, 450)).merged();
  REQUIRE(merged.host.facts.roots.present);
  CHECK(merged.host.facts.roots.present->size() == 450);
}

TEST_CASE("Merged facts live on without the documents", "[facts_merge]") {
  std::optional<MergedFacts> merged;
  {
    merged =
        Parts()
            .add(R"("host":{"name":"WEB01"},"reboot":{"source":"registry of the host","pending":["cbs"]})")
            .add(
                R"("host":{"fqdn":"web01.example"},"reboot":{"pending":["windows-update"]},"modules":{"items":[{"module":"agent","version":"20.0.0-1"}]})")
            .merged();
  }
  const MergedFacts moved = std::move(*merged);
  merged.reset();
  CHECK(text_of(moved) == R"({"schema":"acsgate.facts/v1","host":{"name":"WEB01","fqdn":"web01.example"},"source":"merge",)"
                          R"("reboot":{"status":"ok","source":"registry of the host","pending":["cbs","windows-update"]},)"
                          R"("modules":{"status":"ok","items":[{"module":"agent","version":"20.0.0-1"}]}})");
}
