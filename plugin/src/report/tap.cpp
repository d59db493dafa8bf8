#include "report/test_report.hpp"

#include "base/text.hpp"
#include "report/limits.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// Names of a policy without any cases would fill the screen; the first few show where to go on.
constexpr std::size_t k_listed_names = 20;

/// TAP takes what follows `#` for a directive, and `\` for an escape.
std::string description(std::string_view text) {
  std::string escaped;
  for (const char c : printable(text, k_most_text_bytes)) {
    if (c == '#' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

/// A YAML scalar in single quotes, in which only the quote itself means anything.
std::string scalar(std::string_view text) {
  std::string quoted = "'";
  for (const char c : printable(text, k_most_text_bytes)) {
    quoted += c == '\'' ? "''" : std::string(1, c);
  }
  return quoted + '\'';
}

std::string diagnostics(const TestPoint &point) {
  std::string text = "  ---\n";
  if (!point.where.empty()) {
    text += "  at: " + scalar(point.where) + '\n';
  }
  text += "  differs:\n";
  for (const Mismatch &mismatch : point.mismatches) {
    text += "    - what: " + scalar(mismatch.what) + '\n';
    text += "      expected: " + scalar(mismatch.expected) + '\n';
    text += "      found: " + scalar(mismatch.found) + '\n';
  }
  return text + "  ...\n";
}

std::string coverage(const CoverageReport &report) {
  std::string text = "# coverage of " + printable(report.policy) + ":";
  const char *separator = " ";
  for (const Coverage::Count &count : report.counts) {
    text += separator + std::string(count.name) + ' ' + std::to_string(count.touched) + '/' + std::to_string(count.total);
    separator = ", ";
  }
  text += '\n';
  const std::size_t listed = std::min(report.untouched.size(), k_listed_names);
  for (std::size_t at = 0; at < listed; ++at) {
    text += "# no case touches " + printable(report.untouched[at]) + '\n';
  }
  if (listed < report.untouched.size()) {
    text += "# and " + std::to_string(report.untouched.size() - listed) + " more\n";
  }
  return text;
}

} // namespace

std::string render_tap(const TestReport &report) {
  std::string text = "TAP version 14\n1.." + std::to_string(report.points.size()) + '\n';
  std::size_t number = 0;
  std::size_t failed = 0;
  for (const TestPoint &point : report.points) {
    const bool ok = point.mismatches.empty();
    failed += ok ? 0 : 1;
    text += (ok ? "ok " : "not ok ") + std::to_string(++number) + " - " + description(point.file + ": " + point.name) + '\n';
    if (!ok) {
      text += diagnostics(point);
    }
  }
  text += "# " + std::to_string(number - failed) + " passed, " + std::to_string(failed) + " failed\n";
  for (const CoverageReport &covered : report.coverage) {
    text += coverage(covered);
  }
  return text;
}

} // namespace acsgate
