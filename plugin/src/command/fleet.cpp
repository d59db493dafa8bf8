#include "base/file.hpp"
#include "base/log.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/gate.hpp"
#include "fleet/host_stream.hpp"
#include "report/render.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct FleetOptions : GateOptions {
  std::vector<std::string> files;
  std::string format = "ndjson";
  bool brief = false;
};

/// Bad lines are named one by one, but not a million of them.
constexpr std::uint64_t k_named_bad_lines = 100;

class FleetRun {
public:
  FleetRun(const Gate &gate, bool brief) : m_gate(gate), m_brief(brief) {}

  void read(std::istream &in, const std::string &name) {
    const StreamCount count = m_stream.read(
        in, name,
        [&](const Facts &facts) {
          const Explanation explanation = m_gate.decide(facts);
          std::cout << (m_brief ? render_brief(explanation) : render_json(explanation)) << '\n';
        },
        [&](const Error &error) {
          if (++m_named <= k_named_bad_lines) {
            report_error(to_string(error));
          }
        });
    m_total.hosts += count.hosts;
    m_total.bad_lines += count.bad_lines;
  }

  [[nodiscard]] const StreamCount &total() const { return m_total; }

private:
  const Gate &m_gate;
  bool m_brief;
  HostStream m_stream;
  StreamCount m_total;
  std::uint64_t m_named = 0;
};

int fleet(const FleetOptions &options) {
  const auto gate = Gate::open(options);
  if (!gate) {
    return fail(gate.error(), options.profile());
  }
  FleetRun run(*gate, options.brief);
  for (const std::string &file : options.files) {
    if (file == "-") {
      run.read(std::cin, "<stdin>");
      continue;
    }
    std::error_code error;
    std::ifstream in(path_of(file), std::ios::binary);
    if (!in || std::filesystem::is_directory(path_of(file), error)) {
      return fail({ErrorKind::input, file, "can't be opened", "check the path and the permissions"}, options.profile());
    }
    run.read(in, file);
  }
  const StreamCount &total = run.total();
  log_info("hosts " + std::to_string(total.hosts) + ", bad lines " + std::to_string(total.bad_lines));
  if (total.bad_lines > 0) {
    // The hosts that could be read have been decided; a caller must not take them for all hosts.
    return fail(
        {ErrorKind::input, "",
         std::to_string(total.bad_lines) + " of " + std::to_string(total.hosts + total.bad_lines) + " hosts could not be read",
         "mend or remove the lines named above"},
        options.profile());
  }
  return 0;
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
