#include "report/render.hpp"

#include "sample.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("the token is exactly the decision", "[report][token]") {
  const auto [decision, word] = GENERATE(table<Decision, std::string>({
      {Decision::acs, "acs"},
      {Decision::legacy, "legacy"},
      {Decision::hold, "hold"},
      {Decision::unknown, "unknown"},
      {Decision::not_applicable, "not-applicable"},
  }));
  Explanation explanation = test::sample();
  explanation.decision = decision;
  CHECK(render_token(explanation) == word);
}
