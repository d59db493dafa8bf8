#include "base/file.hpp"
#include "base/standard_streams.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/fleet_baseline.hpp"
#include "command/fleet_options.hpp"
#include "command/fleet_progress.hpp"
#include "command/fleet_rollout.hpp"
#include "command/host_files.hpp"
#include "report/fleet_csv.hpp"
#include "report/fleet_page.hpp"
#include "report/fleet_report.hpp"
#include "report/render.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

/// True for standard input, pipes and the like: a second reading would find nothing. What is not there is no such thing.
bool gives_once(const std::string &file) {
  std::error_code error;
  const auto status = std::filesystem::status(path_of(file), error);
  return file == "-" ||
         (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) && !std::filesystem::is_directory(status));
}

/// One run of `fleet` with everything that it needs loaded.
class FleetRun {
public:
  FleetRun(const FleetOptions &options, const Gate &gate, FleetRollout *rollout)
      : m_options(options), m_gate(gate), m_rollout(rollout), m_now(gate.now(std::nullopt)),
        m_labels(options.labels.empty() ? std::vector<std::string>{"site"} : options.labels) {}

  int run() {
    if (m_rollout != nullptr) {
      if (const Errors errors = m_rollout->bind(m_gate.policy(), m_now); !errors.empty()) {
        return fail(errors, profile());
      }
    }
    return m_options.sums_up() ? sum_up() : list();
  }

private:
  [[nodiscard]] ExitProfile profile() const { return m_options.profile(); }

  /// What the gate says of a host, with the rollout's waivers.
  struct Judged {
    Exceptions exceptions;
    Verdict verdict;
  };
  [[nodiscard]] Judged judge(const Facts &facts, std::span<const Ask> asks, Timestamp at) {
    const Exceptions exceptions = m_gate.exceptions(m_rollout == nullptr ? 0 : m_rollout->waived(facts.host));
    return {exceptions, evaluate(m_gate.policy(), m_gate.product(), facts, asks, exceptions, at)};
  }
  [[nodiscard]] Explanation explained(const Facts &facts, Timestamp at) {
    const auto [exceptions, verdict] = judge(facts, m_gate.asks(), at);
    return explain(verdict, m_gate.policy(), m_gate.product(), facts, m_gate.asks(), at, m_gate.language(), exceptions);
  }

  /// True where the hosts have to be seated before the wave of any of them is known, and their rows name it.
  [[nodiscard]] bool seats_first() const {
    return m_rollout != nullptr && m_rollout->waits_for_all() && m_options.format != "summary" && m_options.format != "json";
  }
  /// 0, or the exit code of the error.
  int seat() {
    if (!seats_first()) {
      return 0;
    }
    if (std::ranges::any_of(m_options.files, gives_once)) {
      return fail(usage("a wave of this rollout has room for some hosts only (max_hosts), so the hosts are read twice",
                        "give them as a file, or take --format summary"),
                  profile());
    }
    HostFiles hosts(m_options.strict, true);
    const auto read =
        hosts.read(m_options.files, [&](const Facts &facts) { m_rollout->add(facts, judge(facts, {}, m_now).verdict); });
    return read ? 0 : fail(read.error(), profile());
  }

  /// A host a line, as they come.
  int list() {
    if (const int code = seat(); code != 0) {
      return code;
    }
    const bool csv = m_options.format == "csv";
    if (csv) {
      std::cout << (m_options.bom ? "\xEF\xBB\xBF" : "") << fleet_csv_head(m_labels, m_rollout != nullptr);
    }
    HostFiles hosts(m_options.strict);
    hosts.before_report([this] { m_progress.hide(); });
    const auto read = hosts.read(m_options.files, [&](const Facts &facts) {
      const Explanation explanation = explained(facts, m_gate.now(std::nullopt));
      std::cout << (csv ? fleet_csv_row(facts.host, explanation, m_labels, wave_of(facts.host), m_gate.language())
                        : line_of(facts.host, explanation));
      m_progress.tick();
    });
    m_progress.hide();
    return read ? hosts.finish(profile()) : fail(read.error(), profile());
  }

  [[nodiscard]] std::optional<std::size_t> wave_index(const HostFacts &host) {
    return m_rollout == nullptr ? std::nullopt : m_rollout->wave_of(host);
  }
  /// Nothing without a rollout; empty where no wave has the host.
  [[nodiscard]] std::optional<std::string_view> wave_of(const HostFacts &host) {
    if (m_rollout == nullptr) {
      return std::nullopt;
    }
    const auto wave = wave_index(host);
    return wave ? m_rollout->wave_name(*wave) : std::string_view();
  }

  [[nodiscard]] std::string line_of(const HostFacts &host, const Explanation &explanation) {
    std::string line = m_options.brief ? render_brief(explanation) : render_json(explanation);
    if (const auto wave = wave_of(host)) {
      line.pop_back();
      line += ",\"wave\":" + ascii(text_or_null(*wave)) + '}';
    }
    return line + '\n';
  }

  /// The fleet as a whole.
  int sum_up() {
    const auto question = parse_what_if(m_options.what_if, m_gate.policy());
    if (!question) {
      return fail(question.error(), profile());
    }
    Baseline baseline;
    if (!m_options.baseline.empty()) {
      if (const auto read = read_baseline(m_options.baseline, m_gate, baseline); !read) {
        return fail(read.error(), profile());
      }
    }
    if (const int code = seat(); code != 0) {
      return code;
    }
    FleetPage page(m_labels.front());
    FleetSummary summary(m_gate.policy(), m_gate.product(), m_labels);
    WhatIf what_if(m_gate.policy());
    const bool is_page = m_options.format == "html";
    const Remedies remedies = is_page && question->remedies == Remedies::none ? Remedies::all : question->remedies;
    const bool asks_what_if = remedies != Remedies::none;
    HostFiles hosts(m_options.strict);
    hosts.before_report([this] { m_progress.hide(); });
    const auto read = hosts.read(m_options.files, [&](const Facts &facts) {
      const auto [exceptions, verdict] = judge(facts, {}, m_now);
      summary.add(facts, verdict);
      if (m_rollout != nullptr && !seats_first()) {
        m_rollout->add(facts, verdict);
      }
      if (is_page) {
        page.add(explained(facts, m_now), {.label = label_of(facts.host, m_labels.front()), .wave = wave_index(facts.host)},
                 m_gate.language());
      }
      if (asks_what_if && verdict.decision != Decision::acs && verdict.decision != Decision::not_applicable) {
        what_if.add(verdict.platform, mend_table(m_gate.policy(), m_gate.product(), facts, exceptions, m_now));
      }
      if (!m_options.baseline.empty()) {
        baseline.compare(shown_name(facts.host), verdict.decision);
      }
      m_progress.tick();
    });
    m_progress.hide();
    if (!read) {
      return fail(read.error(), profile());
    }
    if (hosts.stopped()) {
      return hosts.finish(profile());
    }
    const FleetReport report{.summary = summary,
                             .policy = m_gate.policy(),
                             .now = m_now,
                             .language = m_gate.language(),
                             .bad_lines = hosts.total().bad_lines,
                             .what_if = asks_what_if ? &what_if : nullptr,
                             .remedies = remedies,
                             .kb = question->kb,
                             .rollout = m_rollout,
                             .baseline = m_options.baseline.empty() ? nullptr : &baseline,
                             .baseline_name = m_options.baseline};
    std::cout << (is_page                      ? page.render(report)
                  : m_options.format == "json" ? ascii(fleet_json(report)) + '\n'
                                               : render_fleet_text(report));
    return hosts.finish(profile());
  }

  const FleetOptions &m_options;
  const Gate &m_gate;
  FleetRollout *m_rollout;
  Timestamp m_now;
  std::vector<std::string> m_labels;
  FleetProgress m_progress{!m_options.quiet && (m_options.sums_up() || !standard_output_is_terminal())};
};

int fleet(FleetOptions options) {
  if (const auto checked = options.check(); !checked) {
    return fail(checked.error(), options.profile());
  }
  std::unique_ptr<FleetRollout> rollout;
  if (!options.rollout.empty()) {
    auto loaded = load_fleet_rollout(options.rollout, options);
    if (!loaded) {
      return fail(loaded.error(), options.profile());
    }
    rollout = std::move(*loaded);
  }
  const auto gate = Gate::open(options);
  if (!gate) {
    return fail(gate.error(), options.profile());
  }
  return FleetRun(options, *gate, rollout.get()).run();
}

} // namespace

void add_fleet(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("fleet", "Decide for every host of NDJSON files: a list, a summary, or a page");
  const auto options = std::make_shared<FleetOptions>();
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = fleet(*options); });
}

} // namespace acsgate
