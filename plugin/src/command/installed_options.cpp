#include "command/installed_options.hpp"

#include <CLI/CLI.hpp>

namespace acsgate {

void InstalledOptions::add_to(CLI::App &app, const std::string &name, const std::string &help, bool needed) {
  app.add_option(name, build, help)->required(needed)->check(refuse_empty)->type_name("BUILD");
  app.add_option("--facts", facts, "Facts of the host, acsgate.facts/v1 JSON; - reads standard input")
      ->check(refuse_empty)
      ->type_name("FILE");
  add_policy_to(app, "Module to look for (default: agent)");
  probe.add_to(app);
  LogOptions::add_to(app);
}

tl::expected<InstalledQuestion, Errors> InstalledQuestion::open(const InstalledOptions &options) {
  const auto build = parse_version(options.build);
  if (!build) {
    return tl::unexpected(
        Errors{{ErrorKind::usage, "", "the build " + options.build + " is not a build", "write it as 20.0.0-6690"}});
  }
  GateOptions asked;
  static_cast<PolicyChoice &>(asked) = static_cast<const PolicyChoice &>(options);
  auto gate = Gate::open(asked);
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
