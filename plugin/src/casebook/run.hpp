#pragma once

#include "casebook/casebook.hpp"
#include "casebook/coverage.hpp"
#include "casebook/mismatch.hpp"
#include "policy/loader.hpp"

namespace acsgate {

/// One thing that was tested and how it came out.
struct TestPoint {
  std::string file;
  std::string name;
  std::string where;                ///< `file:line:column`; empty where it belongs to no place
  std::vector<Mismatch> mismatches; ///< none: it passed
};

/// What the cases of one policy touched.
struct CoverageReport {
  std::string policy; ///< `trendmicro-deep-security 2026.11.1 (sha256:aebafaaa7af7)`
  std::vector<Coverage::Count> counts;
  std::vector<std::string> untouched;
};

/// A whole test run, as it is printed.
struct TestReport {
  std::vector<TestPoint> points;
  std::vector<CoverageReport> coverage; ///< one a policy
  [[nodiscard]] bool passed() const;
};

/// Runs every case and every restated value of `casebook` against `loaded` and appends what came out to `points`.
void run_casebook(const Casebook &casebook, const LoadedPolicy &loaded, Coverage &coverage, std::vector<TestPoint> &points);

[[nodiscard]] CoverageReport report_coverage(const Policy &policy, const Coverage &coverage);

/// Coverage as something that passes or fails.
[[nodiscard]] TestPoint point_of(const CoverageReport &report);

} // namespace acsgate
