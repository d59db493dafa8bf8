#include "report/fleet_page.hpp"

#include "../gate/host_builder.hpp"
#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

std::string page_of(const FleetPage &page, Language language = Language::en) {
  const FleetSummary summary(shipped_policy(), *shipped_policy().find_product("agent"), {});
  return page.render(
      {.summary = summary, .policy = shipped_policy(), .now = noon(), .language = language, .kb = {}, .baseline_name = {}});
}

Explanation called(const std::string &name, Decision decision) {
  Explanation explanation = sample();
  explanation.host = name;
  explanation.decision = decision;
  return explanation;
}

} // namespace

TEST_CASE("nothing of facts is markup in the page") {
  FleetPage page("site");
  Explanation explanation = called("</script><script>alert(1)</script><!--{{data}}&amp;", Decision::legacy);
  explanation.reasons.front().text = "<b>";
  page.add(explanation, {.label = "<i>"}, Language::en);
  const std::string html = page_of(page);
  CHECK(html.find("<script>alert") == std::string::npos);
  CHECK(html.find("<b>") == std::string::npos);
  CHECK(html.find("<i>") == std::string::npos);
  CHECK_THAT(html, Catch::Contains(R"(\u003c/script\u003e\u003cscript\u003ealert(1))"));
  CHECK_THAT(html, Catch::Contains(R"({{data}}\u0026amp;)"));
  CHECK_THAT(html, Catch::Contains("script-src 'sha256-"));
}

TEST_CASE("where not every host finds room, those that are not ready come first") {
  FleetPage page("", 3);
  page.add(called("ready-1", Decision::acs), {}, Language::en);
  page.add(called("blocked-1", Decision::legacy), {}, Language::en);
  page.add(called("ready-2", Decision::acs), {}, Language::en);
  page.add(called("blocked-2", Decision::unknown), {}, Language::en);
  const std::string html = page_of(page);
  CHECK(html.find("ready-1") > html.find("blocked-2"));
  CHECK(html.find("ready-1") != std::string::npos);
  CHECK(html.find("ready-2") == std::string::npos);
  CHECK_THAT(html, Catch::Contains("\"left_out\":1"));
}

TEST_CASE("the page is in the language of the report") {
  const FleetPage page("");
  CHECK_THAT(page_of(page), Catch::Contains("<html lang=\"en\">"));
  const std::string japanese = page_of(page, Language::ja);
  CHECK_THAT(japanese, Catch::Contains("<html lang=\"ja\">"));
  CHECK(japanese.find("{{") == std::string::npos);
}

TEST_CASE("no text of the page turns the direction of what stands beside it") {
  const FleetSummary summary(shipped_policy(), *shipped_policy().find_product("agent"), {});
  Baseline baseline;
  baseline.remember("WEB\xE2\x80\xAE", Decision::legacy);
  baseline.close();
  baseline.compare("WEB\xE2\x80\xAE", Decision::acs);
  const std::string html = FleetPage("").render({.summary = summary,
                                                 .policy = shipped_policy(),
                                                 .now = noon(),
                                                 .kb = {},
                                                 .baseline = &baseline,
                                                 .baseline_name = "old\x1B"});
  CHECK_THAT(html, Catch::Contains(R"("host":"WEB\\u{202E}")"));
  CHECK_THAT(html, Catch::Contains(R"("name":"old\\u{001B}")"));
}
