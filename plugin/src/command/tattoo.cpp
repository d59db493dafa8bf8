#include "host/tattoo.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "gate/name.hpp"
#include "host/halt.hpp"
#include "host/machine_registry.hpp"
#include "policy/loader.hpp"
#include "report/tattoo.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct ReadOptions : LogOptions {
  std::string policy;
  std::string format = "text";
  std::string exit_profile = "default";
};

Error not_windows() {
  return {ErrorKind::usage, "", "decisions are left behind in the registry of a Windows machine, and this is none",
          "use it on Windows"};
}

/// What is stored, judged: a tattoo that can't be believed is the same as none.
Result<TattooReading> read_tattoo(TattooStore &store, const std::string &policy_digest) {
  const auto values = store.read();
  if (!values) {
    return tl::unexpected(values.error());
  }
  const auto &stored = *values;
  if (!stored) {
    return TattooReading{{}, "no decision was left behind since the machine started"};
  }
  auto tattoo = parse_tattoo(*stored);
  if (!tattoo) {
    return TattooReading{{}, tattoo.error()};
  }
  const auto registry = machine_registry();
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::string why_not = distrust(*tattoo, registry ? machine_guid(*registry) : "", policy_digest, now);
  // A halt counts at once, also for a decision that was left behind before it was set.
  if (why_not.empty() && registry && tattoo->decision != Decision::hold && read_halt(*registry)) {
    why_not = "the gate has been halted since the decision";
  }
  return why_not.empty() ? TattooReading{std::move(*tattoo), {}} : TattooReading{{}, std::move(why_not)};
}

int read(const ReadOptions &options) {
  const ExitProfile profile = parse_exit_profile(options.exit_profile).value_or(ExitProfile::standard);
  if (const auto log = options.open(); !log) {
    return fail(log.error(), profile);
  }
  const auto store = machine_tattoo_store();
  if (!store) {
    return fail(not_windows(), profile);
  }
  const auto policy =
      options.policy.empty() ? load_builtin_policy() : load_trusted_policy(options.policy, false, options.allow_network_paths);
  if (!policy) {
    return fail(policy.error(), profile);
  }
  const auto reading = read_tattoo(*store, policy->policy.digest);
  if (!reading) {
    return fail(reading.error(), profile);
  }
  std::cout << (options.format == "json"    ? render_tattoo_json(*reading)
                : options.format == "token" ? std::string(name_of(reading->decision()))
                                            : render_tattoo_text(*reading))
            << '\n';
  return exit_code(reading->decision(), profile);
}

int clear(const LogOptions &options) {
  if (const auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const auto store = machine_tattoo_store();
  if (!store) {
    return fail(not_windows(), ExitProfile::standard);
  }
  const auto cleared = store->invalidate();
  return cleared ? 0 : fail(cleared.error(), ExitProfile::standard);
}

} // namespace

void add_tattoo(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("tattoo", "Read or remove the decision that check --tattoo left behind (Windows)");
  command->require_subcommand(1);

  CLI::App *reading = command->add_subcommand("read", "Print it, if it is complete, of this machine and policy, and not expired");
  const auto options = std::make_shared<ReadOptions>();
  reading->add_option("--policy", options->policy, "The policy that it must be decided by (default: the policy compiled in)")
      ->check(refuse_empty)
      ->type_name("FILE");
  reading->add_option("--format", options->format, "text, json or token (default: text)")
      ->check(CLI::IsMember({"text", "json", "token"}))
      ->type_name("FORMAT");
  reading->add_option("--exit-profile", options->exit_profile, "Exit codes: default, zero, nagios, remediation or distinct")
      ->check(CLI::IsMember({"default", "zero", "nagios", "remediation", "distinct"}))
      ->type_name("PROFILE");
  options->LogOptions::add_to(*reading);
  reading->callback([options, &exit_code] { exit_code = read(*options); });

  CLI::App *clearing = command->add_subcommand("clear", "Remove it; an administrator's halt stays");
  const auto log = std::make_shared<LogOptions>();
  log->add_to(*clearing);
  clearing->callback([log, &exit_code] { exit_code = clear(*log); });
}

} // namespace acsgate
