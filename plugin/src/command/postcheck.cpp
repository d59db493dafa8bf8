#include "report/postcheck.hpp"

#include "base/log.hpp"
#include "base/private_folder.hpp"
#include "base/text.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/installed_options.hpp"
#include "command/postcheck_run.hpp"
#include "command/run_options.hpp"
#include "gate/name.hpp"
#include "install/record.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr const char *k_postcheck_footer =
    R"(--dsa-query runs the Agent's own tool, a batch file on Windows, through cmd.exe of the system folder with arguments that are
fixed; only if nobody but administrators may change it.

Exit codes:
  0   the build or a newer one is installed, and its services run; --pending: nothing is pending, or that
  10  it is not, or they do not
  12  unknown: the facts do not suffice, or the restart has not come yet
Errors: 20 policy, 21 usage, 22 input or machine)";

struct PostcheckOptions : InstalledOptions {
  std::string format = "text";
  std::string now;
  std::string settle;
  std::string dsa_query_program;
  std::string dsa_query_limit = "10s";
  bool dsa_query = false;
  bool pending = false;
};

constexpr int k_unknown = 12;

int exit_code_of(Status status) { return status == Status::pass ? 0 : status == Status::fail ? 10 : k_unknown; }

Result<PostcheckPlan> plan_of(const PostcheckOptions &options) {
  PostcheckPlan plan;
  plan.facts = options.facts;
  plan.probe = options.probe;
  const auto build = parse_version(options.build);
  const auto settle = read_duration("--settle", options.settle);
  const auto limit = read_duration("--dsa-query-limit", options.dsa_query_limit);
  if (!build) {
    return tl::unexpected(usage("the build " + options.build + " is not a build", "write it as 20.0.0-6690"));
  }
  if (!settle || !limit) {
    return tl::unexpected(settle ? limit.error() : settle.error());
  }
  if (options.facts == "-" && *settle) {
    return tl::unexpected(usage("standard input can't be looked at twice", "leave --settle out, or name a file"));
  }
  plan.build = *build;
  plan.settle = *settle;
  plan.dsa_query = options.dsa_query || !options.dsa_query_program.empty();
  plan.dsa_query_program = options.dsa_query_program;
  plan.dsa_query_limit = limit->value_or(plan.dsa_query_limit);
  return plan;
}

tl::expected<Gate, Errors> gate_of(const PostcheckOptions &options) {
  GateOptions gate;
  static_cast<LogOptions &>(gate) = static_cast<const LogOptions &>(options);
  gate.policy = options.policy;
  gate.policy_digest = options.policy_digest;
  gate.allow_writable_policy = options.allow_writable_policy;
  gate.module = options.module;
  gate.now = options.now;
  return Gate::open(gate);
}

int look_once(const PostcheckOptions &options, std::optional<Status> *answered = nullptr) {
  const auto plan = plan_of(options);
  if (!plan) {
    return fail(plan.error(), ExitProfile::standard);
  }
  const auto gate = gate_of(options);
  if (!gate) {
    return fail(gate.error(), ExitProfile::standard);
  }
  const Product &product = gate->product();
  if (services_of(product).empty()) {
    return fail(usage("no service of module " + product.id + " is known, so it can't be told whether it runs",
                      "use detect --module " + product.id + " to see whether it is installed"),
                ExitProfile::standard);
  }
  const auto answer = run_postcheck(*gate, *plan);
  if (!answer) {
    return fail(answer.error(), ExitProfile::standard);
  }
  const PostcheckSubject subject{answer->host, product.id, to_string(plan->build)};
  std::cout << (options.format == "json" ? render_postcheck_json(subject, answer->result)
                                         : render_postcheck_text(subject, answer->result));
  const Status status = answer->result.status();
  if (answered != nullptr) {
    *answered = status;
  }
  return exit_code_of(status);
}

/// Notes down how the post-check ended, in the record of its run too if that is still the last one.
Result<void> settle_pending(RunRecord record, Status status) {
  const auto folder = state_folder();
  const std::optional<RunRecord> last = load_record(folder, k_last_run).value_or(std::nullopt);
  record.postcheck = name_of(status);
  if (last && last->started_at == record.started_at) {
    record.exit_code = last->exit_code;
    record.ended_at = last->ended_at;
    record.phase = last->phase;
    if (auto saved = save_record(folder, k_last_run, record); !saved) {
      return saved;
    }
  }
  std::error_code error;
  std::filesystem::remove(folder / k_pending_check, error);
  return error ? tl::unexpected(Error{ErrorKind::input, k_pending_check, "can't be removed: " + error.message(), ""})
               : Result<void>();
}

/// The post-check that a run left for the time after the restart.
int check_pending(PostcheckOptions options) {
  const auto read = load_record(state_folder(), k_pending_check);
  if (!read) {
    return fail(read.error(), ExitProfile::standard);
  }
  const std::optional<RunRecord> &record = *read;
  if (!record) {
    std::cout << "no post-check is pending\n";
    return 0;
  }
  if (is_this_boot(record->boot)) {
    std::cout << "the post-check of " << printable(record->module) << ' ' << printable(record->build)
              << " waits for the restart\n";
    return k_unknown;
  }
  options.build = record->build;
  options.module = record->module;
  std::optional<Status> status;
  const int code = look_once(options, &status);
  if (status == Status::pass || status == Status::fail) {
    if (auto settled = settle_pending(*record, *status); !settled) {
      return fail(settled.error(), ExitProfile::standard);
    }
  }
  return code;
}

int run_postcheck(const PostcheckOptions &options) {
  if (options.pending != options.build.empty()) {
    return fail(usage("which build to look for is not said, or is said twice", "give --expect BUILD or --pending"),
                ExitProfile::standard);
  }
  return options.pending ? check_pending(options) : look_once(options);
}

} // namespace

void add_postcheck(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("postcheck", "Tell whether an installed build is there and its services run");
  const auto options = std::make_shared<PostcheckOptions>();
  options->add_to(*command, "--expect", "The build that should run, such as 20.0.0-6690; a newer one will do", false);
  command->add_flag("--pending", options->pending, "Finish the post-check that a run left for the time after the restart");
  command
      ->add_option("--settle", options->settle,
                   "Look twice, this long apart, such as 10s: a service may end soon after its start")
      ->check(refuse_empty)
      ->type_name("DURATION");
  command->add_flag("--dsa-query", options->dsa_query, "Ask the Agent, too, how it and its anti-malware engine are");
  command->add_option("--dsa-query-program", options->dsa_query_program, "Its dsa_query (default: that of the installed Agent)")
      ->check(refuse_empty)
      ->type_name("FILE");
  command->add_option("--dsa-query-limit", options->dsa_query_limit, "How long each answer may take (default: 10s)")
      ->check(refuse_empty)
      ->type_name("DURATION");
  command->add_option("--format", options->format, "text or json (default: text)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->add_option("--now", options->now, "Judge as of this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME");
  command->footer(k_postcheck_footer);
  command->callback([options, &exit_code] { exit_code = run_postcheck(*options); });
}

} // namespace acsgate
