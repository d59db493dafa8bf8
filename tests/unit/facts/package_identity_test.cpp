#include "facts/package_identity.hpp"

#include "facts/package_list.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("an identity has five parts", "[packages]") {
  const auto identity = parse_package_identity("Package_for_RollupFix~31bf3856ad364e35~amd64~~17763.2114.1.9");
  REQUIRE(identity);
  CHECK(identity->name == k_rollup_package);
  CHECK(identity->arch == "amd64");
  CHECK(identity->language.empty());
  CHECK(identity->version == "17763.2114.1.9");
  CHECK(parse_package_identity("A-B_c.d~31BF3856AD364E35~x86~zh-Hant-TW~10.0.1.0")->language == "zh-Hant-TW");
}

TEST_CASE("an identity that is cut off is none", "[packages]") {
  const std::string identity = "Package_for_RollupFix~31bf3856ad364e35~amd64~~17763.2114.1.19";
  for (std::size_t size = 0; size + 1 < identity.size(); ++size) {
    CHECK_FALSE(parse_package_identity(identity.substr(0, size)));
  }
}

TEST_CASE("what is like an identity is none", "[packages]") {
  for (const char *text : {"App.StepsRecorder~~~~0.0.1.0", "A~31bf3856ad364e35~amd64~~1.2.3.4~", "A~31bf3856ad364e35~~~1.2.3.4",
                           "A b~31bf3856ad364e35~amd64~~1.2.3.4", "~31bf3856ad364e35~amd64~~1.2.3.4",
                           "A~31bf3856ad364e35~amd64~~1.2.3.4.5", "A~31bf3856ad364e35~amd64~~1.2.3.99999999999",
                           "A~31bf3856ad364e3x~amd64~~1.2.3.4", "A~31bf3856ad364e35~amd64~~1.02.3.4"}) {
    INFO(text);
    CHECK_FALSE(parse_package_identity(text));
  }
}

TEST_CASE("the parts of one package become one entry", "[packages]") {
  const auto add = [](PackageList &list, const char *language, PackageState state) {
    list.add({"A", "amd64", language, "1.0.0.0"}, state);
  };
  const auto state_of = [](const PackageList &list) {
    OwnedFacts facts;
    list.put_into(facts);
    REQUIRE(facts.facts.updates.packages->size() == 1);
    return facts.facts.updates.packages->front().state;
  };
  PackageList installed;
  add(installed, "", PackageState::installed);
  add(installed, "de-DE", PackageState::installed);
  CHECK(state_of(installed) == PackageState::installed);
  add(installed, "fr-FR", PackageState::other);
  CHECK(state_of(installed) == PackageState::other);
  add(installed, "ja-JP", PackageState::install_pending);
  CHECK(state_of(installed) == PackageState::install_pending);
}
