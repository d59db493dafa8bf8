#include "command/installed_options.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

void InstalledOptions::add_to(CLI::App &app, const std::string &name, const std::string &help, bool needed) {
  app.add_option(name, build, help)->required(needed)->check(refuse_empty)->type_name("BUILD");
  app.add_option("--facts", facts, "Facts of the host, acsgate.facts/v1 JSON; - reads standard input")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--module", module, "Module to look for (default: agent)")->check(refuse_empty)->type_name("NAME");
  app.add_option("--policy", policy, "Policy file, YAML or canonical JSON (default: the policy compiled in)")
      ->check(refuse_empty)
      ->type_name("FILE");
  add_policy_digest(app, policy_digest);
  app.add_flag("--allow-writable-policy", allow_writable_policy,
               "Use a policy file that others than administrators may change (Windows)");
  probe.add_to(app);
  LogOptions::add_to(app);
}

tl::expected<InstalledQuestion, Errors> InstalledQuestion::open(const InstalledOptions &options) {
  const auto build = parse_version(options.build);
  if (!build) {
    return tl::unexpected(
        Errors{{ErrorKind::usage, "", "the build " + options.build + " is not a build", "write it as 20.0.0-6690"}});
  }
  GateOptions gate_options;
  gate_options.log_file = options.log_file;
  gate_options.log_level = options.log_level;
  gate_options.quiet = options.quiet;
  gate_options.allow_network_paths = options.allow_network_paths;
  gate_options.policy = options.policy;
  gate_options.policy_digest = options.policy_digest;
  gate_options.allow_writable_policy = options.allow_writable_policy;
  gate_options.module = options.module;
  auto gate = Gate::open(gate_options);
  if (!gate) {
    return tl::unexpected(std::move(gate.error()));
  }
  auto host = HostFactsSource::open(options.facts, *gate, options.probe);
  if (!host) {
    return tl::unexpected(Errors{std::move(host.error())});
  }
  return InstalledQuestion{*build, std::move(*gate), std::move(*host)};
}

} // namespace acsgate
