#include "gate/name.hpp"
#include "report/host_reasons.hpp"
#include "report/render.hpp"
#include "report/xml.hpp"

namespace acsgate {

namespace {

std::string joined(const std::vector<Reason> &reasons) {
  std::string text;
  for (const Reason &reason : reasons) {
    text += text.empty() ? "" : "; ";
    text += reason.text;
  }
  return text;
}

enum class CaseResult { pass, failure, error, skipped };

CaseResult result_of(Status status) {
  switch (status) {
  case Status::pass:
    return CaseResult::pass;
  case Status::fail:
    return CaseResult::failure;
  case Status::waived:
  case Status::not_applicable:
    return CaseResult::skipped;
  case Status::unknown:
    break;
  }
  return CaseResult::error;
}

CaseResult result_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::allowed:
    return CaseResult::pass;
  case Outcome::refused:
  case Outcome::held:
    return CaseResult::failure;
  case Outcome::unknown:
    break;
  }
  return CaseResult::error;
}

/// Gathers the test cases, so that the suite can begin with their counts.
class Suite {
public:
  explicit Suite(std::string_view class_name) : m_class_name(class_name) {}

  void add(std::string_view name, CaseResult result, const std::vector<Reason> &reasons, std::string_view next_step) {
    ++m_tests;
    m_cases += "  <testcase" + xml_attribute("classname", m_class_name) + xml_attribute("name", name) + " time=\"0\"";
    if (result == CaseResult::pass) {
      m_cases += "/>\n";
      return;
    }
    m_cases += ">\n    <";
    const std::string message = xml_attribute("message", joined(reasons));
    if (result == CaseResult::skipped) {
      ++m_skipped;
      m_cases += "skipped" + message + "/>\n";
    } else {
      ++(result == CaseResult::failure ? m_failures : m_errors);
      const std::string element = result == CaseResult::failure ? "failure" : "error";
      m_cases += element + message + xml_attribute("type", reasons.empty() ? "unknown" : name_of(reasons.front().code));
      m_cases += ">" + xml_text(next_step) + "</" + element + ">\n";
    }
    m_cases += "  </testcase>\n";
  }

  [[nodiscard]] std::string counts() const {
    return xml_attribute("tests", std::to_string(m_tests)) + xml_attribute("failures", std::to_string(m_failures)) +
           xml_attribute("errors", std::to_string(m_errors)) + xml_attribute("skipped", std::to_string(m_skipped));
  }

  [[nodiscard]] const std::string &cases() const { return m_cases; }

private:
  std::string m_class_name;
  std::string m_cases;
  std::size_t m_tests = 0;
  std::size_t m_failures = 0;
  std::size_t m_errors = 0;
  std::size_t m_skipped = 0;
};

} // namespace

std::string render_junit(const Explanation &explanation) {
  Suite suite(explanation.platform_id.empty() ? "unknown-platform" : explanation.platform_id);
  for (const RequirementExplanation &requirement : explanation.requirements) {
    suite.add(requirement.id, result_of(requirement.status), requirement.reasons,
              requirement.remedy ? requirement.remedy->text : "");
  }
  for (const AskExplanation &ask : explanation.asked) {
    suite.add(ask.build.empty() ? ask.module : ask.module + " " + ask.build, result_of(ask.outcome), ask.reasons, "");
  }
  std::string time = to_string(explanation.evaluated_at);
  time.resize(time.find('Z')); // the schema that CI servers check against knows no zone; the time is UTC
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"acsgate\"" + suite.counts() +
                    xml_attribute("hostname", explanation.host) + xml_attribute("timestamp", time) + " time=\"0\">\n" +
                    suite.cases();
  // What belongs to no test case must not get lost: an ACS build on a host that can't run it is the gravest reason of all.
  const std::vector<Reason> rest = host_reasons(explanation);
  if (!rest.empty()) {
    xml += "  <system-out>";
    for (const Reason &reason : rest) {
      xml += "\n" + std::string(name_of(reason.code)) + ": " + xml_text(reason.text);
    }
    xml += "\n  </system-out>\n";
  }
  return xml + "</testsuite>\n";
}

} // namespace acsgate
