#include "base/file.hpp"
#include "base/log.hpp"
#include "base/standard_streams.hpp"
#include "base/text.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/probe_options.hpp"
#include "facts/facts_json.hpp"
#include "gate/name.hpp"
#include "probe/collect_host.hpp"
#include "report/render.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct CheckOptions : GateOptions {
  std::string facts;
  std::string format = "text";
  ProbeOptions probe;
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

/// The decision on the machine that this program runs on.
tl::expected<Explanation, Errors> decide_here(const Gate &gate, const ProbeOptions &options) {
  const auto limits = options.limits();
  if (!limits) {
    return tl::unexpected(Errors{limits.error()});
  }
  const auto ports = machine_ports();
  if (!ports) {
    return tl::unexpected(
        Errors{{ErrorKind::usage, "", "no facts are given", "pass --facts FILE, or --facts - for standard input"}});
  }
  const CollectedHost collected = collect_host(*ports, gate.policy(), *limits);
  for (const std::string &note : collected.notes) {
    log_warning(printable(note, 2000));
  }
  const Facts &facts = collected.host.facts;
  return gate.decide(facts, facts.collected_at); // the same moment: however long it took, and whatever the clock shows
}

/// The facts of one host and the decision on them.
tl::expected<Explanation, Errors> decide(const Gate &gate, const CheckOptions &options) {
  const std::string &file = options.facts;
  if (file.empty()) {
    return decide_here(gate, options.probe);
  }
  const bool standard_input = file == "-";
  const auto json = standard_input ? read_standard_input(k_max_facts_bytes, ErrorKind::input)
                                   : read_file(path_of(file), k_max_facts_bytes, ErrorKind::input);
  if (!json) {
    return tl::unexpected(Errors{json.error()});
  }
  FactsDecoder decoder;
  const auto facts = decoder.decode(*json, standard_input ? "<stdin>" : file);
  if (!facts) {
    return tl::unexpected(Errors{facts.error()});
  }
  return gate.decide(**facts);
}

int check(const CheckOptions &options) {
  const auto gate = Gate::open(options);
  const auto explanation = gate ? decide(*gate, options) : tl::unexpected(gate.error());
  if (!explanation) {
    if (options.format == "nagios") {
      // A monitor shows what stands on standard output.
      std::cout << "ACSGATE UNKNOWN - " << to_string(explanation.error().front()) << '\n';
    }
    return fail(explanation.error(), options.profile());
  }
  log_info("decision " + std::string(name_of(explanation->decision)));
  std::cout << render(*explanation, options.format, gate->language());
  return exit_code(*explanation, options.profile());
}

} // namespace

void add_check(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("check", "Decide for one host: this one (Windows), or that of a facts document");
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("--facts", options->facts, "Facts of the host, acsgate.facts/v1 JSON; - reads standard input")
      ->check(refuse_empty)
      ->type_name("FILE");
  command->add_option("--format", options->format, "text, json, token, nagios or junit (default: text)")
      ->check(CLI::IsMember({"text", "json", "token", "nagios", "junit"}))
      ->type_name("FORMAT");
  options->probe.add_to(*command);
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = check(*options); });
}

} // namespace acsgate
