// Loads any bytes as a case file and, where that succeeds, runs its cases against the policy compiled in.
#include "casebook/run.hpp"
#include "report/test_report.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace acsgate;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const LoadedPolicy k_policy = load_builtin_policy().value();
  const auto book = load_casebook_text({reinterpret_cast<const char *>(data), size}, "fuzz.yaml");
  if (!book) {
    if (book.error().empty()) {
      std::abort();
    }
    return 0;
  }
  if (!check_names(*book, k_policy.policy).empty()) {
    return 0;
  }
  Coverage coverage(k_policy.policy);
  TestReport report;
  run_casebook(*book, k_policy, coverage, report.points);
  report.coverage.push_back(report_coverage(k_policy.policy, coverage));
  (void)render_tap(report);
  (void)render_junit(report);
  return 0;
}
