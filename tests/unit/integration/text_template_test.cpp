#include "integration/text_template.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

TemplateValues values() {
  TemplateValues values;
  values.values = {{"name", "it's"}, {"digest", "sha256:00"}};
  values.lists["rows"] = {{{"kind", "acs"}}, {{"kind", "legacy"}, {"name", "own"}}};
  values.lists["none"] = {};
  return values;
}

} // namespace

TEST_CASE("places are filled", "[integration][text_template]") {
  CHECK(fill_template("a {{name:powershell}} b {{digest:word}}\nc\n", "t", values()) == "a 'it''s' b sha256:00\nc\n");
  CHECK(fill_template("no place", "t", values()) == "no place\n");
}

TEST_CASE("what a value holds is no place", "[integration][text_template]") {
  TemplateValues some = values();
  some.values["name"] = "{{digest:word}}";
  CHECK(fill_template("{{name:powershell}}", "t", some) == "'{{digest:word}}'\n");
}

TEST_CASE("blocks are repeated", "[integration][text_template]") {
  CHECK(fill_template("{{#each rows}}\n{{kind:word}} {{name:powershell}}\n{{/each}}\nend", "t", values()) ==
        "acs 'it''s'\nlegacy 'own'\nend\n");
  CHECK(fill_template("{{#each none}}\nnever\n{{/each}}\n", "t", values())->empty());
}

TEST_CASE("mistakes in a template name its line", "[integration][text_template]") {
  for (const char *text : {"a\n{{nobody:word}}", "a\n{{name}}", "a\n{{name:nothing}}", "a\n{{name:word", "a\n{{/each}}",
                           "a\n{{#each nobody}}\n{{/each}}", "a\n{{#each rows}}\nb"}) {
    INFO(text);
    const auto filled = fill_template(text, "t", values());
    REQUIRE_FALSE(filled);
    CHECK(filled.error().where == "template t:2");
  }
}

TEST_CASE("a value that can't be quoted names its place", "[integration][text_template]") {
  const auto filled = fill_template("{{name:word}}", "t", values());
  REQUIRE_FALSE(filled);
  CHECK(filled.error().where == "name for t");
}
