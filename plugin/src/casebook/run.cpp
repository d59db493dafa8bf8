#include "casebook/run.hpp"

#include "casebook/judge.hpp"
#include "casebook/restated.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_short_digest = 19; // sha256: and 12 digits, as the text report has it

} // namespace

bool TestReport::passed() const {
  return std::ranges::all_of(points, [](const TestPoint &point) { return point.mismatches.empty(); });
}

void run_casebook(const Casebook &casebook, const LoadedPolicy &loaded, Coverage &coverage, std::vector<TestPoint> &points) {
  const std::string &file = casebook.document.files.front();
  for (const Case &tested : casebook.cases) {
    points.push_back({file, tested.name, casebook.document.where(tested.mark), judge_case(tested, loaded.policy, &coverage)});
  }
  for (const Restated &restated : casebook.restated) {
    points.push_back(
        {file, name_of(restated), casebook.document.where(restated.mark), judge_restated(restated, loaded.document.root)});
  }
}

CoverageReport report_coverage(const Policy &policy, const Coverage &coverage) {
  return {.policy = policy.name + ' ' + policy.version + " (" + policy.digest.substr(0, k_short_digest) + ')',
          .counts = coverage.counts(),
          .untouched = coverage.untouched()};
}

TestPoint point_of(const CoverageReport &report) {
  TestPoint point{.file = report.policy, .name = "every part of the policy is touched by a case", .where = {}, .mismatches = {}};
  for (const Coverage::Count &count : report.counts) {
    if (count.touched != count.total) {
      point.mismatches.push_back(
          {std::string(count.name), std::to_string(count.total) + " touched", std::to_string(count.touched) + " touched"});
    }
  }
  return point;
}

} // namespace acsgate
