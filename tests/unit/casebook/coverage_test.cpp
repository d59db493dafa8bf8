#include "casebook/run.hpp"
#include "casebook_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace acsgate;
using namespace acsgate::test;

namespace {

const LoadedPolicy &loaded() {
  static const LoadedPolicy k_loaded = load_builtin_policy().value();
  return k_loaded;
}

/// What the cases under the usual defaults touch, by the names that an empty casebook would leave untouched.
std::vector<std::string> touched(const std::string &entries) {
  Coverage coverage(loaded().policy);
  const std::vector<std::string> all = coverage.untouched();
  std::vector<TestPoint> points;
  run_casebook(casebook(k_cases_head + "cases:\n" + entries), loaded(), coverage, points);
  const std::vector<std::string> rest = coverage.untouched();
  std::vector<std::string> names;
  std::ranges::copy_if(all, std::back_inserter(names),
                       [&](const std::string &name) { return std::ranges::find(rest, name) == rest.end(); });
  return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a case touches the row, the statuses and the product", "[casebook]") {
  CHECK(touched("  - {name: a, build: 19045}\n") == Names{"platform windows-10-22h2", "requirement acs-root pass",
                                                          "requirement acs-update pass", "requirement settled pass",
                                                          "product agent"});
  CHECK(touched("  - {name: a, build: 1, roots: [], pending: cbs}\n") ==
        Names{"requirement acs-root fail", "requirement acs-update unknown", "requirement settled fail", "product agent"});
}

TEST_CASE("a product that requires nothing says nothing about the platform row", "[casebook]") {
  CHECK(touched("  - {name: a, module: dsva, build: 19045}\n") == Names{"product dsva"});
}

TEST_CASE("sides of a line and of a release rule", "[casebook]") {
  CHECK(touched("  - {name: a, module: manager, ask: [20.0.737, 12.0.1]}\n") ==
        Names{"product manager", "line manager 12.0 below first_acs", "line manager 20.0 at or above first_acs"});
  const Names names = touched("  - {name: a, module: feature-package, released: 2023-02-03}\n");
  CHECK(names.back() == "release rule of feature-package between the dates");
}

TEST_CASE("a proof is touched where it decided", "[casebook]") {
  const auto proofs = [](const std::string &entry) {
    Names names = touched("  - {name: a, type: server, " + entry + "}\n");
    std::erase_if(names, [](const std::string &name) { return !name.starts_with("proof "); });
    return names;
  };
  CHECK(proofs("build: 9600, hotfixes: KB5006714") == Names{"proof windows-8.1 KB5006714"});
  CHECK(proofs("build: 9600, hotfixes: KB5006729") == Names{"proof windows-8.1 KB5006729"});
  CHECK(proofs("build: 9600, packages: Package_for_KB5006714 1.2.3.4 installed") == Names{"proof windows-8.1 KB5006714"});
  CHECK(proofs("build: 9600, ubr: 20144, hotfixes: KB5006714").empty()); // the revision decided
  CHECK(proofs("build: 9600, hotfixes: KB5006743").empty());
  CHECK(proofs("build: 9600, ubr: 20143, hotfixes: KB5006714").empty()); // a conflict is no proof
}

TEST_CASE("coverage can be a test", "[casebook]") {
  Coverage coverage(loaded().policy);
  const CoverageReport report = report_coverage(loaded().policy, coverage);
  CHECK(report.policy.starts_with("trendmicro-deep-security 2026.11.1 (sha256:"));
  const TestPoint point = point_of(report);
  CHECK(point.mismatches.size() == report.counts.size());
  CHECK(point.mismatches.front().what == "platform rows");
  CHECK(point.mismatches.front().expected == std::to_string(loaded().policy.platforms.size()) + " touched");
  CHECK(point.mismatches.front().found == "0 touched");
}

TEST_CASE("restated values", "[casebook]") {
  const auto differs = [](const std::string &entry) {
    Coverage coverage(loaded().policy);
    std::vector<TestPoint> points;
    run_casebook(casebook("schema: acsgate.cases/v1\nrestated: [{" + entry + "}]\n"), loaded(), coverage, points);
    std::string text;
    for (const Mismatch &mismatch : points.at(0).mismatches) {
      text += mismatch.what + ": " + mismatch.expected + " -> " + mismatch.found + '\n';
    }
    return text;
  };
  CHECK(differs("at: [facts_max_age], is: 30d").empty());
  CHECK(differs("at: [facts_max_age], is: 31d") == "value: \"31d\" -> \"30d\"\n");
  CHECK(differs("at: [platforms, rows, windows-server-2022, min_ubr], is: 261").empty());
  CHECK(differs("at: [platforms, rows, windows-server-2022, min_ubr], is: \"261\"") == "value: \"261\" -> 261\n");
  CHECK(differs("at: [platforms, rows, windows-server-2023], is: 1") == "value: one at this path -> nothing\n");
  CHECK(differs("at: [updates, 999], is: 1") == "value: one at this path -> nothing\n");
  CHECK(differs("at: [products, agent, aliases], is: [relay], rows: 2") == "rows: 2 -> 1\n");
  CHECK(differs("at: [version, more], is: 1") == "value: one at this path -> nothing\n");
}
