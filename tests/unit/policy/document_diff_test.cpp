#include "policy/document_diff.hpp"

#include "policy_files.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

Document document(const std::string &yaml) { return {.root = parse_yaml(yaml, 0, "t").value(), .files = {"t"}}; }

/// `section|path|old|new` of each difference; `-` where there is none.
std::vector<std::string> diff(const std::string &old, const std::string &now) {
  std::vector<std::string> lines;
  for (const ValueChange &change : differences(document(old), document(now))) {
    lines.push_back(change.section + '|' + change.path + '|' + change.old.value_or("-") + '|' + change.now.value_or("-"));
  }
  return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("a value that is changed, added or removed") {
  CHECK(diff("name: a\n", "name: a\n").empty());
  CHECK(diff("name: a\nversion: 1\n", "version: 2\nname: a\n") == Lines{"general|version|1|2"});
  CHECK(diff("name: a\n", "name: a\nversion: 2\n") == Lines{"general|version|-|2"});
  CHECK(diff("name: a\nversion: 2\n", "name: a\n") == Lines{"general|version|2|-"});
}

TEST_CASE("key order, quotes and comments are no difference; a number and its text are") {
  CHECK(diff("a: {b: 1, c: x}\n", "a:\n  c: \"x\" # same\n  b: 1\n").empty());
  CHECK(diff("a: 1\n", "a: \"1\"\n") == Lines{"general|a|1|1"});
}

TEST_CASE("paths name rows by id and quote keys with dots") {
  CHECK(diff("platforms: {rows: [{id: a, min_ubr: 1}, {id: b, min_ubr: 2}]}\n",
             "platforms: {rows: [{id: b, min_ubr: 3}, {id: a, min_ubr: 1}, {id: c, min_ubr: 4}]}\n") ==
        Lines{"platforms|rows[b].min_ubr|2|3", "platforms|rows[c].id|-|c", "platforms|rows[c].min_ubr|-|4"});
  CHECK(diff("products: {agent: {lines: {\"20.0\": {first_acs: 1}}}}\n",
             "products: {agent: {lines: {\"20.0\": {first_acs: 2}}}}\n") == Lines{"products|agent.lines.\"20.0\".first_acs|1|2"});
  CHECK(diff("risks: [{id: a, text: x}]\n", "risks: [{id: a, text: y}]\n") == Lines{"risks|[a].text|x|y"});
}

TEST_CASE("plain lists are compared as a whole, update rows one by one") {
  CHECK(diff("products: {a: {requires: [x, y]}}\n", "products: {a: {requires: [y, x]}}\n") ==
        Lines{"products|a.requires|[x, y]|[y, x]"});
  CHECK(diff("products: {a: {requires: []}}\n", "products: {a: {requires: [x]}}\n") == Lines{"products|a.requires|[]|[x]"});
  CHECK(diff("products: {a: {requires: []}}\n", "products: {a: {}}\n") == Lines{"products|a.requires|[]|-"});
  CHECK(diff("updates: [a, b]\n", "updates: [c, b]\n") == Lines{"updates||a|-", "updates||-|c"});
}

TEST_CASE("another kind of value is a difference, an empty mapping too") {
  CHECK(diff("a: x\n", "a: [x]\n") == Lines{"general|a|x|[x]"});
  CHECK(diff("a: {b: x}\n", "a: [b]\n") == Lines{"general|a|{b: x}|[b]"});
  CHECK(diff("a: {}\n", "b: {}\n") == Lines{"general|a|{}|-", "general|b|-|{}"});
  CHECK(diff("a: {}\n", "a: []\n") == Lines{"general|a|{}|[]"});
}

TEST_CASE("sections come in the order in which a policy is read, each value with its place") {
  const auto changes = differences(document("products: {a: {x: 1}}\nsources: {s: {t: 1}}\nname: a\n"),
                                   document("products: {a: {x: 2}}\nsources: {s: {t: 2}}\nname: b\n"));
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].section == "general");
  CHECK(changes[1].section == "sources");
  CHECK(changes[2].section == "products");
  CHECK(changes[2].old_mark.line == 1);
  CHECK(changes[2].now_mark.column == 19);
}

TEST_CASE("an overlay differs from the shipped policy in what it says") {
  const auto overlay = load_policy_text("extends: builtin\nname: t\n", "t.yaml").value();
  const auto changes = differences(load_builtin_policy()->document, overlay.document);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path == "name");
  CHECK(overlay.document.where(changes[0].now_mark) == "t.yaml:2:7");
}
