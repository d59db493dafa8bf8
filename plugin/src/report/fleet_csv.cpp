#include "report/fleet_csv.hpp"

#include "base/text.hpp"
#include "fleet/label_counts.hpp"
#include "gate/name.hpp"
#include "report/csv.hpp"
#include "report/fleet_report.hpp"

#include <algorithm>

namespace acsgate {

namespace {

std::string_view ready_word(Tri ready) { return ready == Tri::yes ? "yes" : ready == Tri::no ? "no" : "unknown"; }

} // namespace

std::vector<std::string> next_steps(const Explanation &explanation, Language language) {
  std::vector<std::string> steps;
  for (const RequirementExplanation &requirement : explanation.requirements) {
    if (requirement.remedy && std::ranges::find(steps, requirement.remedy->text) == steps.end()) {
      steps.push_back(requirement.remedy->text);
    }
  }
  for (const Reason &reason : explanation.reasons) {
    if (std::string step = host_remedy(name_of(reason.code), language); !step.empty()) {
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

std::string fleet_csv_head(const std::vector<std::string> &labels, bool waves) {
  std::vector<std::string> cells{"host", "id", "fqdn"};
  cells.insert(cells.end(), labels.begin(), labels.end());
  if (waves) {
    cells.emplace_back("wave");
  }
  for (const char *name : {"platform", "decision", "acs_ready", "codes", "reasons", "next_steps", "collected_at"}) {
    cells.emplace_back(name);
  }
  return csv_row(cells);
}

std::string fleet_csv_row(const HostFacts &host, const Explanation &explanation, const std::vector<std::string> &labels,
                          const std::optional<std::string_view> &wave, Language language) {
  std::vector<std::string> cells{printable(explanation.host), printable(host.id), printable(host.fqdn)};
  for (const std::string &label : labels) {
    cells.push_back(printable(label_of(host, label)));
  }
  if (wave) {
    cells.push_back(printable(*wave));
  }
  std::string codes;
  std::string reasons;
  for (const Reason &reason : explanation.reasons) {
    codes += (codes.empty() ? "" : " ") + std::string(name_of(reason.code));
    reasons += (reasons.empty() ? "" : "; ") + printable(reason.text, 2000);
  }
  std::string steps;
  for (const std::string &step : next_steps(explanation, language)) {
    steps += (steps.empty() ? "" : "; ") + printable(step, 2000);
  }
  cells.push_back(explanation.platform_title);
  cells.emplace_back(name_of(explanation.decision));
  cells.emplace_back(ready_word(explanation.acs_ready));
  cells.push_back(std::move(codes));
  cells.push_back(std::move(reasons));
  cells.push_back(std::move(steps));
  cells.push_back(explanation.collected_at ? to_string(*explanation.collected_at) : "");
  return csv_row(cells);
}

} // namespace acsgate
