#include "gate/name.hpp"
#include "report/render.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// Monitors cut long status lines anywhere; this keeps a hostile one short.
constexpr std::size_t k_most_line_bytes = 1024;

std::string_view state_of(Decision decision) {
  switch (decision) {
  case Decision::acs:
  case Decision::not_applicable:
    return "OK";
  case Decision::legacy:
    return "WARNING";
  case Decision::hold:
    return "CRITICAL";
  case Decision::unknown:
    break;
  }
  return "UNKNOWN";
}

/// Behind the first `|` monitors read performance data.
std::string status_text(std::string_view text) {
  std::string safe = printable(text, k_most_line_bytes);
  std::ranges::replace(safe, '|', '/');
  return safe;
}

} // namespace

std::string render_nagios(const Explanation &explanation) {
  std::string line = "ACSGATE ";
  line += state_of(explanation.decision);
  line += " - ";
  line += explanation.host.empty() ? "(unnamed host)" : status_text(explanation.host);
  line += ": ";
  line += name_of(explanation.decision);
  if (!explanation.reasons.empty()) {
    line += " - " + status_text(explanation.reasons.front().text);
  }
  return line;
}

} // namespace acsgate
