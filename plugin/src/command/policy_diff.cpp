#include "report/policy_diff.hpp"
#include "command/clock.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/host_files.hpp"
#include "command/policy_commands.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr std::size_t k_most_hosts = 1'000'000;
constexpr const char *k_diff_footer = R"(Exit codes:
  0   nothing differs; with --facts: no host changes
  10  something differs; with --facts: a host changes
Errors: 20 policy, 21 usage, 22 input or machine)";

struct DiffOptions {
  std::string old;
  std::string now;
  GateOptions question; ///< module, builds and time, put to both
  std::vector<std::string> facts;
  std::string format = "text";
  std::size_t max_hosts = 1000;

  [[nodiscard]] bool json() const { return format == "json"; }
};

/// A policy as it was named on the command line: `builtin`, or a file.
std::string file_of(const std::string &name) { return name == "builtin" ? "" : name; }

int diff_values(const DiffOptions &options) {
  const auto load = [](const std::string &name) {
    const std::string file = file_of(name);
    return file.empty() ? load_builtin_policy() : load_policy(file);
  };
  const auto old = load(options.old);
  if (!old) {
    return fail(old.error(), ExitProfile::standard);
  }
  const auto now = load(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  const auto changes = differences(old->document, now->document);
  std::cout << (options.json() ? render_values_json(*old, *now, changes) : render_values_text(*old, *now, changes));
  return changes.empty() ? 0 : 10;
}

/// The question put to one of the two policies; an error says to which.
tl::expected<Gate, Errors> open_gate(const DiffOptions &options, const std::string &name) {
  GateOptions question = options.question;
  question.policy = file_of(name);
  auto gate = Gate::load(question);
  if (!gate) {
    for (Error &error : gate.error()) {
      error.where = error.where.empty() ? name : error.where;
    }
  }
  return gate;
}

int diff_hosts(const DiffOptions &options) {
  const auto at = parse_now(options.question.now);
  if (!at) {
    return fail(at.error(), ExitProfile::standard);
  }
  const auto old = open_gate(options, options.old);
  if (!old) {
    return fail(old.error(), ExitProfile::standard);
  }
  const auto now = open_gate(options, options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  const DiffSide old_side{old->policy(), old->product(), old->asks()};
  const DiffSide now_side{now->policy(), now->product(), now->asks()};
  PolicyDiff diff(old_side, now_side, *at, options.max_hosts);
  HostFiles hosts;
  if (const auto read = hosts.read(options.facts, [&](const Facts &facts) { diff.add(facts); }); !read) {
    return fail(read.error(), ExitProfile::standard);
  }
  std::cout << (options.json() ? render_hosts_json(old_side, now_side, diff) : render_hosts_text(old_side, now_side, diff));
  const int errors = hosts.finish(ExitProfile::standard);
  return errors != 0 ? errors : diff.changed() > 0 ? 10 : 0;
}

} // namespace

void add_policy_diff(CLI::App &policy, int &exit_code) {
  CLI::App *command = policy.add_subcommand("diff", "Compare two policies: what they say, or what they decide for hosts");
  const auto options = std::make_shared<DiffOptions>();
  command->add_option("OLD", options->old, "Policy file, or builtin")->required()->check(refuse_empty);
  command->add_option("NEW", options->now, "Policy file, or builtin")->required()->check(refuse_empty);
  CLI::Option *facts = command
                           ->add_option("--facts", options->facts,
                                        "Say which of these hosts change: NDJSON, one acsgate.facts/v1 document a line; - reads "
                                        "standard input; may be repeated")
                           ->check(refuse_empty)
                           ->type_name("FILE")
                           ->take_all()
                           ->expected(1);
  GateOptions &question = options->question;
  command->add_option("--module", question.module, "Module to decide for (default: agent)")
      ->check(refuse_empty)
      ->type_name("NAME")
      ->needs(facts);
  command->add_option("--build", question.builds, "Build to ask for, such as 20.0.0-6690; may be repeated")
      ->type_name("BUILD")
      ->take_all()
      ->expected(1)
      ->needs(facts);
  command->add_option("--released", question.released, "Release date of the builds, YYYY-MM-DD")
      ->check(refuse_empty)
      ->type_name("DATE")
      ->needs(facts);
  command->add_option("--now", question.now, "Decide as of this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME")
      ->needs(facts);
  command->add_option("--max-hosts", options->max_hosts, "Show so many hosts, the most dangerous first (default: 1000)")
      ->check(CLI::Range(std::size_t{0}, k_most_hosts))
      ->type_name("COUNT")
      ->needs(facts);
  command->add_option("--format", options->format, "text, or json: NDJSON with a summary as its last line (default: text)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->footer(k_diff_footer);
  command->callback([options, &exit_code] { exit_code = options->facts.empty() ? diff_values(*options) : diff_hosts(*options); });
}

} // namespace acsgate
