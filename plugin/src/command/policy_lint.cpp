#include "base/file.hpp"
#include "command/clock.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/policy_commands.hpp"
#include "policy/lint.hpp"
#include "report/findings.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace acsgate {

namespace {

struct LintOptions {
  std::vector<std::string> files;
  std::string now;
  std::string format = "text";
  bool strict = false;
};

/// The lines of the files that findings point into; each file is read once more, because a loaded policy has no text.
class Lines {
public:
  std::optional<std::string> operator()(const std::string &file, std::uint32_t line) {
    auto at = m_files.find(file);
    if (at == m_files.end()) {
      at = m_files.emplace(file, read(file)).first;
    }
    return line <= at->second.size() ? std::optional(at->second[line - 1]) : std::nullopt;
  }

private:
  static std::vector<std::string> read(const std::string &file) {
    const auto text = read_file(path_of(file), k_max_canonical_bytes, ErrorKind::input);
    std::vector<std::string> lines;
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    if (rest.starts_with("\xEF\xBB\xBF")) {
      rest.remove_prefix(3); // positions do not count it
    }
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      if (line.ends_with('\r')) {
        line.remove_suffix(1);
      }
      lines.emplace_back(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
  }

  std::map<std::string, std::vector<std::string>> m_files;
};

struct Tally {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t loosened = 0;
  std::size_t inherited = 0;

  void add(const Finding &finding) {
    errors += finding.severity == Severity::error ? 1 : 0;
    warnings += finding.severity == Severity::warning ? 1 : 0;
    loosened += finding.code == "lint.loosened" ? 1 : 0;
  }
};

LintResult look_at(const std::string &file, Timestamp now) {
  LintResult result;
  if (const auto layered = load_layered_policy(file)) {
    result = lint(*layered, now);
  } else {
    for (const Error &error : layered.error()) {
      result.findings.push_back(finding_of(error));
    }
  }
  return result;
}

std::string count_text(std::size_t count, const std::string &what) {
  return (count == 0 ? "no" : std::to_string(count)) + ' ' + what + (count == 1 ? "" : "s");
}

std::string summary(const Tally &tally) {
  std::string text;
  if (tally.loosened > 0) {
    text += "LOOSER than the policy below: " + count_text(tally.loosened, "finding") + " [lint.loosened]\n";
  }
  text += count_text(tally.errors, "error") + ", " + count_text(tally.warnings, "warning") + '\n';
  if (tally.inherited > 0) {
    text += count_text(tally.inherited, "more warning") +
            " on what the policy below says: lint that file, or the policy compiled in by giving no file\n";
  }
  return text;
}

int run(const LintOptions &options) {
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  Lines lines;
  const LineSource line_of = [&lines](const std::string &file, std::uint32_t line) { return lines(file, line); };
  Tally tally;
  const auto files = options.files.empty() ? std::vector<std::string>{""} : options.files;
  for (const std::string &file : files) {
    const LintResult result = look_at(file, *now);
    for (const Finding &finding : result.findings) {
      tally.add(finding);
      std::cout << (options.format == "json" ? render_finding_json(finding) + '\n' : render_finding_text(finding, line_of));
    }
    tally.inherited += result.inherited;
  }
  if (options.format == "text") {
    std::cout << summary(tally);
  }
  const bool failed = tally.errors > 0 || (options.strict && tally.warnings > 0);
  return failed ? exit_code(ErrorKind::policy, ExitProfile::standard) : 0;
}

} // namespace

void add_policy_lint(CLI::App &policy, int &exit_code) {
  CLI::App *command = policy.add_subcommand("lint", "Find what is wrong with policies, and what is most likely not meant");
  const auto options = std::make_shared<LintOptions>();
  command->add_option("FILE", options->files, "Policy files, YAML or canonical JSON (default: the policy compiled in)")
      ->check(refuse_empty);
  command->add_option("--now", options->now, "Compare dates with this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME");
  command->add_option("--format", options->format, "text, or json: one finding a line (default: text)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->add_flag("--strict", options->strict, "Warnings fail the run too");
  command->footer("Exit codes: 0 no errors, 20 errors (with --strict: or warnings), 21 usage");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace acsgate
