#include "policy/overlay_template.hpp"

#include "policy/lint.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace acsgate;

namespace {

/// A line that an author is told to take the # from.
bool is_example(const std::string &line) {
  return line.size() > 1 && line[0] == '#' && (line[1] != ' ' || (line.size() > 2 && line[2] == ' '));
}

struct Template {
  std::string start;                 ///< all that is no comment
  std::vector<std::string> examples; ///< each block without its # signs
  std::vector<std::string> prose;    ///< comments
};

Template parts_of(Language language) {
  Template parts;
  std::istringstream in(overlay_text("t", language));
  bool in_example = false;
  for (std::string line; std::getline(in, line);) {
    if (is_example(line)) {
      if (!in_example) {
        parts.examples.emplace_back();
      }
      parts.examples.back() += line.substr(1) + '\n';
    } else if (line.starts_with('#')) {
      parts.prose.push_back(line);
    } else if (!line.empty()) {
      parts.start += line + '\n';
    }
    in_example = is_example(line);
  }
  return parts;
}

std::string error_of(const std::string &text) {
  const auto loaded = load_policy_text(text, "t.yaml");
  return loaded ? "" : to_string(loaded.error().front());
}

} // namespace

TEST_CASE("a new overlay loads, lints clean and changes nothing but the name") {
  const Language language = GENERATE(Language::en, Language::ja);
  const auto layered = load_layered_policy_text(overlay_text("our-site", language), "t.yaml");
  REQUIRE(layered);
  CHECK(layered->merged.policy.name == "our-site");
  CHECK(lint(*layered, *parse_timestamp("2026-11-22T12:00:00Z")).findings.empty());
  const auto renamed = load_policy_text("extends: builtin\nname: our-site\n", "t.yaml");
  CHECK(layered->merged.policy.digest == renamed->policy.digest);
}

TEST_CASE("every example loads, alone and with all others, and changes the policy") {
  const Template parts = parts_of(Language::en);
  REQUIRE(parts.examples.size() == 8);
  std::string all = parts.start;
  for (const std::string &example : parts.examples) {
    INFO(example);
    CHECK(error_of(parts.start + example) == "");
    all += example;
  }
  CHECK(error_of(all) == "");
  for (const char *key : {"version", "issued", "facts_max_age", "on_unknown", "platforms", "sources", "updates", "requirements",
                          "products", "statements"}) {
    CHECK_THAT(all, Catch::Contains('\n' + std::string(key) + ':'));
  }
}

TEST_CASE("the examples loosen nothing") {
  const Template parts = parts_of(Language::en);
  std::string all = parts.start;
  for (const std::string &example : parts.examples) {
    all += example;
  }
  const auto layered = load_layered_policy_text(all, "t.yaml");
  REQUIRE(layered);
  for (const Finding &finding : lint(*layered, *parse_timestamp("2026-11-22T12:00:00Z")).findings) {
    CHECK(finding.code == "lint.repeats-base"); // they show the values that are there
  }
}

TEST_CASE("both languages have the same examples, and comments of their own") {
  const Template en = parts_of(Language::en);
  const Template ja = parts_of(Language::ja);
  CHECK(en.start == ja.start);
  CHECK(en.examples == ja.examples);
  const auto is_japanese = [](const std::string &line) {
    return std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  };
  CHECK(std::none_of(en.prose.begin(), en.prose.end(), is_japanese));
  for (const std::string &line : ja.prose) {
    INFO(line);
    CHECK((is_japanese(line) || line == "#" || line.starts_with("# acsgate ")));
  }
}

TEST_CASE("names of policies") {
  for (const char *name : {"a", "our-site", "2026.1", "A_b"}) {
    CHECK(is_policy_name(name));
  }
  for (const char *name : {"", "-a", ".a", "a b", "a:b", "a\n", "日本", "a/b", "#a"}) {
    CHECK_FALSE(is_policy_name(name));
  }
  CHECK(is_policy_name(std::string(64, 'a')));
  CHECK_FALSE(is_policy_name(std::string(65, 'a')));
}
