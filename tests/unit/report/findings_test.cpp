#include "report/findings.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

Finding sample_finding() {
  return {.severity = Severity::warning,
          .code = "lint.loosened",
          .file = "日本/p.yaml",
          .line = 3,
          .column = 4,
          .what = "looser \x1B[31m",
          .fix = "look"};
}

std::optional<std::string> no_line(const std::string & /*file*/, std::uint32_t /*line*/) { return std::nullopt; }

} // namespace

TEST_CASE("a finding for people has the line and a caret, and nothing that a terminal acts on") {
  const auto line = [](const std::string &file, std::uint32_t number) -> std::optional<std::string> {
    CHECK(file == "日本/p.yaml");
    CHECK(number == 3);
    return "a: b";
  };
  CHECK(render_finding_text(sample_finding(), line) == "日本/p.yaml:3:4: warning: looser \\u{001B}[31m [lint.loosened]\n"
                                                       "    3 | a: b\n      |    ^\n  to do: look\n");
  CHECK(render_finding_text(sample_finding(), no_line) ==
        "日本/p.yaml:3:4: warning: looser \\u{001B}[31m [lint.loosened]\n  to do: look\n");
}

TEST_CASE("a finding without a position asks for no line") {
  Finding finding = sample_finding();
  finding.line = 0;
  finding.fix = "";
  finding.severity = Severity::error;
  finding.what = "is empty";
  CHECK(render_finding_text(finding, no_line) == "日本/p.yaml: error: is empty [lint.loosened]\n");
  finding.file = "";
  CHECK(render_finding_text(finding, no_line) == "error: is empty [lint.loosened]\n");
}

TEST_CASE("a finding for programs is one line of ASCII; what is not known is null") {
  CHECK(render_finding_json(sample_finding()) ==
        R"({"severity":"warning","code":"lint.loosened","file":"\u65e5\u672c/p.yaml","line":3,)"
        R"("column":4,"message":"looser \u001b[31m","fix":"look"})");
  CHECK(render_finding_json({.code = "policy.more", .file = "", .line = 0, .column = 0, .what = "x", .fix = ""}) ==
        R"({"severity":"warning","code":"policy.more","file":null,"line":null,"column":null,"message":"x","fix":null})");
}
