#include "report/findings.hpp"

#include "base/caret.hpp"
#include "base/text.hpp"
#include "report/json_parts.hpp"

namespace acsgate {

namespace {

constexpr std::size_t k_max_file = 4096;
constexpr std::size_t k_max_sentence = 2048;

std::string_view name_of(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

Json number_or_null(std::uint32_t number) { return number == 0 ? Json(nullptr) : Json(number); }

} // namespace

std::string render_finding_text(const Finding &finding, const LineSource &line_of) {
  std::string text;
  if (!finding.file.empty()) {
    text += printable(finding.file, k_max_file) + ':';
    if (finding.line > 0) {
      text += std::to_string(finding.line) + ':' + std::to_string(finding.column) + ':';
    }
    text += ' ';
  }
  text += std::string(name_of(finding.severity)) + ": " + printable(finding.what, k_max_sentence) + " [" +
          std::string(finding.code) + "]\n";
  if (finding.line > 0) {
    if (const auto line = line_of(finding.file, finding.line)) {
      text += caret_below(*line, finding.line, finding.column);
    }
  }
  if (!finding.fix.empty()) {
    text += "  to do: " + printable(finding.fix, k_max_sentence) + '\n';
  }
  return text;
}

std::string render_finding_json(const Finding &finding) {
  Json document;
  document["severity"] = name_of(finding.severity);
  document["code"] = finding.code;
  document["file"] = text_or_null(finding.file);
  document["line"] = number_or_null(finding.line);
  document["column"] = number_or_null(finding.column);
  document["message"] = finding.what;
  document["fix"] = text_or_null(finding.fix);
  return ascii(document);
}

} // namespace acsgate
