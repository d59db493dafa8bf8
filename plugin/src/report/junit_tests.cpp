#include "report/test_report.hpp"

#include "report/xml.hpp"

#include <algorithm>

namespace acsgate {

namespace {

std::string summary(const TestPoint &point) {
  std::string text;
  for (const Mismatch &mismatch : point.mismatches) {
    text += (text.empty() ? "" : "; ") + mismatch.what + ": expected " + mismatch.expected + ", found " + mismatch.found;
  }
  return text;
}

std::string test_case(const TestPoint &point) {
  const std::string head =
      "    <testcase" + xml_attribute("classname", point.file) + xml_attribute("name", point.name) + " time=\"0\"";
  if (point.mismatches.empty()) {
    return head + "/>\n";
  }
  return head + ">\n      <failure" + xml_attribute("message", summary(point)) +
         xml_attribute("type", point.mismatches.front().what) + ">" + xml_text(point.where) + "</failure>\n    </testcase>\n";
}

std::string counts(std::size_t tests, std::size_t failures) {
  return xml_attribute("tests", std::to_string(tests)) + xml_attribute("failures", std::to_string(failures)) +
         " errors=\"0\" skipped=\"0\"";
}

} // namespace

std::string render_junit(const TestReport &report) {
  std::string suites;
  std::size_t all_failures = 0;
  for (auto first = report.points.begin(); first != report.points.end();) {
    const auto last = std::find_if(first, report.points.end(), [&](const TestPoint &point) { return point.file != first->file; });
    const auto failures =
        static_cast<std::size_t>(std::count_if(first, last, [](const TestPoint &point) { return !point.mismatches.empty(); }));
    suites += "  <testsuite" + xml_attribute("name", first->file) + counts(static_cast<std::size_t>(last - first), failures) +
              " time=\"0\">\n";
    all_failures += failures;
    for (; first != last; ++first) {
      suites += test_case(*first);
    }
    suites += "  </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"acsgate policy test\"" +
         counts(report.points.size(), all_failures) + " time=\"0\">\n" + suites + "</testsuites>\n";
}

} // namespace acsgate
