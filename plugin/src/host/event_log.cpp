#include "host/event_log.hpp"

#include "base/text.hpp"
#include "gate/name.hpp"

namespace acsgate {

namespace {

/// One string of an event holds 31,839 characters (Microsoft, "ReportEvent"); a person reads fewer.
constexpr std::size_t k_most_bytes = 4096;

std::uint32_t id_of(Decision decision) {
  switch (decision) {
  case Decision::acs:
    return 100;
  case Decision::not_applicable:
    return 101;
  case Decision::legacy:
    return 110;
  case Decision::hold:
    return 111;
  case Decision::unknown:
    break;
  }
  return 112;
}

} // namespace

Event event_of(const Explanation &explanation) {
  Event event{.id = id_of(explanation.decision), .warning = explanation.decision != Decision::acs, .text = {}};
  event.warning = event.warning && explanation.decision != Decision::not_applicable;
  std::string text = "acsgate decided " + std::string(name_of(explanation.decision)) + " for " + explanation.host + ", module " +
                     explanation.module + " (policy " + explanation.policy_name + ' ' + explanation.policy_version + ").";
  for (const Reason &reason : explanation.reasons) {
    text += ' ' + std::string(name_of(reason.code)) + ": " + reason.text + '.';
  }
  event.text = printable(text, k_most_bytes);
  return event;
}

} // namespace acsgate
