#include "base/file_trust.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "command/host_files.hpp"
#include "report/render.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct FleetOptions : GateOptions {
  std::vector<std::string> files;
  std::string format = "ndjson";
  bool brief = false;
};

int fleet(const FleetOptions &options) {
  const auto gate = Gate::open(options);
  if (!gate) {
    return fail(gate.error(), options.profile());
  }
  for (const std::string &file : options.files) {
    if (const auto near = file == "-" ? Result<void>() : refuse_far_path(file, options.allow_network_paths, ErrorKind::input);
        !near) {
      return fail(near.error(), options.profile());
    }
  }
  HostFiles hosts;
  const auto read = hosts.read(options.files, [&](const Facts &facts) {
    const Explanation explanation = gate->decide(facts);
    std::cout << (options.brief ? render_brief(explanation) : render_json(explanation)) << '\n';
  });
  return read ? hosts.finish(options.profile()) : fail(read.error(), options.profile());
}

} // namespace

void add_fleet(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("fleet", "Decide for every host of NDJSON files, one decision a line");
  const auto options = std::make_shared<FleetOptions>();
  command->add_option("FILE", options->files, "Facts of many hosts, one acsgate.facts/v1 document a line; - reads standard input")
      ->required();
  command->add_option("--format", options->format, "ndjson")->check(CLI::IsMember({"ndjson"}))->type_name("FORMAT");
  command->add_flag("--brief", options->brief, "Host, decision and reason codes only");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = fleet(*options); });
}

} // namespace acsgate
