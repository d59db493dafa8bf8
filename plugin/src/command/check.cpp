#include "base/file_trust.hpp"
#include "base/log.hpp"
#include "base/standard_streams.hpp"
#include "base/text.hpp"
#include "command/artifact_reader.hpp"
#include "command/clock.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/host_facts.hpp"
#include "command/probe_options.hpp"
#include "command/tattoo_options.hpp"
#include "gate/name.hpp"
#include "install/package_name.hpp"
#include "report/render.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>

namespace acsgate {

namespace {

struct CheckOptions : GateOptions {
  std::string facts;
  std::string artifact;
  std::string format = "text";
  ProbeOptions probe;
  TattooOptions tattoo;
};

std::string render(const Explanation &explanation, const std::string &format, Language language) {
  if (format == "json") {
    return render_json(explanation, standard_output_is_terminal()) + '\n';
  }
  if (format == "token") {
    return render_token(explanation) + '\n';
  }
  if (format == "nagios") {
    return render_nagios(explanation) + '\n';
  }
  return format == "junit" ? render_junit(explanation) : render_text(explanation, language);
}

/// The decision on the host, left behind where that was asked for.
tl::expected<Explanation, Errors> decide(const Gate &gate, const CheckOptions &options, TattooRun &tattoo) {
  const auto host = HostFactsSource::open(options.facts, gate, options.probe);
  if (!host) {
    return tl::unexpected(Errors{host.error()});
  }
  Explanation explanation = gate.decide(host->facts(), host->as_of());
  if (auto written = tattoo.write(explanation, host->facts(), gate.policy()); !written) {
    return tl::unexpected(Errors{std::move(written.error())});
  }
  log_event(options.tattoo, explanation);
  return explanation;
}

/// Looks at the file that is to be installed, if one is given, and has the build that it is asked for.
Result<void> read_artifact_option(const CheckOptions &given, CheckOptions &options, std::optional<bool> &is_acs) {
  options = given;
  if (given.artifact.empty()) {
    return {};
  }
  if (auto near = refuse_far_path(given.artifact, given.allow_network_paths, ErrorKind::input); !near) {
    return near;
  }
  if (options.builds.empty()) {
    const auto named = parse_package_name(file_name_of(given.artifact));
    if (!named) {
      return tl::unexpected(
          usage("the name of " + printable(given.artifact) + " does not say which build it is", "say it with --build"));
    }
    options.builds = {to_string(named->build)};
  }
  if (options.builds.size() != 1) {
    return tl::unexpected(usage("--artifact is one file, and --build names several builds", "give one of them"));
  }
  const auto now = parse_now(given.now);
  if (!now) {
    return tl::unexpected(now.error());
  }
  auto read = artifact_is_acs(given.artifact, *now);
  if (!read) {
    return tl::unexpected(std::move(read.error()));
  }
  is_acs = *read;
  return {};
}

/// All of a check. What an earlier one left behind is gone before anything is read.
tl::expected<Explanation, Errors> check(const CheckOptions &given, std::optional<Gate> &gate, TattooRun &tattoo) {
  auto begun = TattooRun::begin(given.tattoo, given);
  if (!begun) {
    return tl::unexpected(Errors{std::move(begun.error())});
  }
  tattoo = std::move(*begun);
  CheckOptions options;
  std::optional<bool> is_acs;
  if (auto read = read_artifact_option(given, options, is_acs); !read) {
    return tl::unexpected(Errors{std::move(read.error())});
  }
  auto opened = Gate::open(options);
  if (!opened) {
    return tl::unexpected(std::move(opened.error()));
  }
  gate = std::move(*opened);
  if (is_acs) {
    gate->set_signed(*is_acs);
  } else if (!options.artifact.empty()) {
    log_warning(printable(options.artifact) +
                ": is not signed with ACS itself, and its contents were not all read; the policy's builds decide alone");
  }
  return decide(*gate, options, tattoo);
}

int check(const CheckOptions &options) {
  std::optional<Gate> gate;
  TattooRun tattoo;
  const auto explanation = check(options, gate, tattoo);
  const Language language = gate ? gate->language() : Language::en;
  if (!explanation) {
    if (options.format == "nagios") {
      // A monitor shows what stands on standard output.
      std::cout << "ACSGATE UNKNOWN - " << to_string(explanation.error().front()) << '\n';
    }
    return fail(explanation.error(), options.profile());
  }
  log_info("decision " + std::string(name_of(explanation->decision)));
  std::cout << render(*explanation, options.format, language) << std::flush;
  if (!std::cout) {
    tattoo.take_back(); // the run fails, and the command line says so
  }
  return exit_code(*explanation, options.profile());
}

} // namespace

void add_check(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("check", "Decide for one host: this one (Windows), or that of a facts document");
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("--facts", options->facts, "Facts of the host, acsgate.facts/v1 JSON; - reads standard input")
      ->check(refuse_empty)
      ->type_name("FILE");
  command
      ->add_option("--artifact", options->artifact,
                   "The file that is to be installed: where its signature and the policy disagree, the decision is unknown")
      ->check(refuse_empty)
      ->type_name("FILE");
  command->add_option("--format", options->format, "text, json, token, nagios or junit (default: text)")
      ->check(CLI::IsMember({"text", "json", "token", "nagios", "junit"}))
      ->type_name("FORMAT");
  options->probe.add_to(*command);
  options->tattoo.add_to(*command);
  options->GateOptions::add_to(*command);
  command->callback([options, &exit_code] { exit_code = check(*options); });
}

} // namespace acsgate
