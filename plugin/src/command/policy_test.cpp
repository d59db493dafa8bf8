#include "base/file.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/policy_commands.hpp"
#include "report/test_report.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

namespace acsgate {

namespace {

constexpr int k_failed = 10; ///< a case came out otherwise: the policy is held back

constexpr const char *k_test_footer = R"(Exit codes:
  0   every case came out as expected
  10  a case did not, or --require-coverage found something that no case touches
  20  a case file or a policy is wrong
  21  usage
  22  a file can't be read)";

struct TestOptions {
  std::vector<std::string> paths;
  std::string policy;
  std::string format = "tap";
  bool require_coverage = false;
};

/// A policy under test with what the cases have touched of it.
struct Tested {
  LoadedPolicy loaded;
  Coverage coverage;

  explicit Tested(LoadedPolicy &&policy) : loaded(std::move(policy)), coverage(loaded.policy) {}
};

/// Runs case files and remembers each policy, so that files of one policy share its coverage.
class TestRun {
public:
  explicit TestRun(const TestOptions &options) : m_options(options) {}

  void open(const std::string &file) {
    auto book = load_casebook(file);
    if (!book) {
      add(std::move(book.error()));
      return;
    }
    const std::string name = m_options.policy.empty() ? book->policy : m_options.policy;
    if (const Tested *tested = policy(name)) {
      add(check_names(*book, tested->loaded.policy));
      m_books.emplace_back(std::move(*book), name);
    }
  }

  [[nodiscard]] const Errors &errors() const { return m_errors; }

  TestReport run() {
    TestReport report;
    for (const auto &[book, name] : m_books) {
      Tested &tested = *m_policies.at(name);
      run_casebook(book, tested.loaded, tested.coverage, report.points);
    }
    for (const auto &[name, tested] : m_policies) {
      report.coverage.push_back(report_coverage(tested->loaded.policy, tested->coverage));
      if (m_options.require_coverage) {
        report.points.push_back(point_of(report.coverage.back()));
      }
    }
    return report;
  }

private:
  void add(Errors &&errors) { std::ranges::move(errors, std::back_inserter(m_errors)); }

  /// Null where it is wrong; that is told once.
  Tested *policy(const std::string &name) {
    const auto [known, is_new] = m_policies.try_emplace(name);
    if (is_new) {
      auto loaded = name.empty() ? load_builtin_policy() : load_policy(name);
      if (loaded) {
        known->second = std::make_unique<Tested>(std::move(*loaded));
      } else {
        add(std::move(loaded.error()));
      }
    }
    return known->second.get();
  }

  const TestOptions &m_options;
  std::map<std::string, std::unique_ptr<Tested>> m_policies; ///< by path; the empty path is the policy compiled in
  std::vector<std::pair<Casebook, std::string>> m_books;
  Errors m_errors;
};

/// The case files that a path means: itself, or every `*.yaml` in a folder, in the order of their names.
Result<std::vector<std::string>> case_files(const std::string &path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path_of(path), error)) {
    return std::vector{path};
  }
  std::vector<std::string> files;
  for (std::filesystem::directory_iterator entry(path_of(path), error); !error && entry != std::filesystem::directory_iterator();
       entry.increment(error)) {
    if (entry->path().extension() == ".yaml") {
      files.push_back(utf8_of(entry->path()));
    }
  }
  if (error) {
    return tl::unexpected(Error{ErrorKind::input, path, "can't be listed: " + error.message(), "check the permissions"});
  }
  if (files.empty()) {
    return tl::unexpected(Error{ErrorKind::input, path, "holds no case files (*.yaml)", "name another folder, or the files"});
  }
  std::ranges::sort(files);
  return files;
}

int test(const TestOptions &options) {
  TestRun run(options);
  for (const std::string &path : options.paths) {
    const auto files = case_files(path);
    if (!files) {
      return fail(files.error(), ExitProfile::standard);
    }
    std::ranges::for_each(*files, [&](const std::string &file) { run.open(file); });
  }
  if (!run.errors().empty()) {
    return fail(run.errors(), ExitProfile::standard);
  }
  const TestReport report = run.run();
  std::cout << (options.format == "junit" ? render_junit(report) : render_tap(report));
  return report.passed() ? 0 : k_failed;
}

} // namespace

void add_policy_test(CLI::App &policy, int &exit_code) {
  CLI::App *command = policy.add_subcommand("test", "Run cases: hosts and the decisions that a policy must give");
  const auto options = std::make_shared<TestOptions>();
  command->add_option("PATH", options->paths, "Case file (acsgate.cases/v1), or a folder of *.yaml case files")->required();
  command
      ->add_option("--policy", options->policy,
                   "Policy to test (default: the one that the case file names, or the one compiled in)")
      ->check(refuse_empty)
      ->type_name("FILE");
  command->add_flag("--require-coverage", options->require_coverage,
                    "Fail if a part of the policy is touched by no case: a platform row, a status, a product, a line, a proof");
  command->add_option("--format", options->format, "tap (version 14) or junit")
      ->check(CLI::IsMember({"tap", "junit"}))
      ->type_name("FORMAT");
  command->footer(k_test_footer);
  command->callback([options, &exit_code] { exit_code = test(*options); });
}

} // namespace acsgate
