#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_options.hpp"

#include "base/file.hpp"
#include "base/log.hpp"
#include "report/json_parts.hpp"
#include "rollout/result_line.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr std::size_t k_named_bad_lines = 100;

struct RecordOptions : LedgerOptions {
  std::vector<std::string> files;
};

class Recorder {
public:
  explicit Recorder(Ledger &ledger, Timestamp now) : m_ledger(ledger), m_now(now) {}

  Result<void> read(std::istream &in, const std::string &name) {
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) {
        continue;
      }
      const auto taken = line.size() > k_max_result_bytes
                             ? tl::unexpected(Error{ErrorKind::input, "", "the line is too long", "give one result a line"})
                             : take(line);
      if (!taken && taken.error().code == k_store) {
        return taken;
      }
      if (!taken && ++bad <= k_named_bad_lines) {
        Error error = taken.error();
        error.where = name + ':' + std::to_string(number);
        report_error(to_string(error));
      }
    }
    return in.bad() ? tl::unexpected(Error{ErrorKind::input, name, "can't be read to its end", "check the disk and try again"})
                    : Result<void>();
  }

  std::size_t recorded = 0;
  std::size_t repeated = 0;
  std::size_t passed_over = 0;
  std::size_t bad = 0;

private:
  static constexpr std::string_view k_store = "ledger.store"; ///< the ledger failed, not the line

  Result<void> take(const std::string &text) {
    const auto line = parse_result_line(text);
    auto step = line ? record_result(m_ledger.state(), *line, m_now) : tl::unexpected(line.error());
    if (!step) {
      return tl::unexpected(std::move(step.error()));
    }
    recorded += step->outcome == RecordOutcome::recorded ? 1 : 0;
    repeated += step->outcome == RecordOutcome::repeated ? 1 : 0;
    passed_over += step->outcome == RecordOutcome::passed_over ? 1 : 0;
    const std::optional<Event> event = std::move(step->event);
    auto kept = event ? m_ledger.append(*event) : Result<void>();
    if (!kept) {
      kept.error().code = k_store;
    }
    return kept;
  }

  Ledger &m_ledger;
  Timestamp m_now;
};

int record(const RecordOptions &options) {
  Json counts;
  std::size_t bad = 0;
  const int code = with_ledger(options, [&](Ledger &ledger, Timestamp now) -> Result<void> {
    Recorder recorder(ledger, now);
    for (const std::string &file : options.files.empty() ? std::vector<std::string>{"-"} : options.files) {
      std::ifstream opened;
      if (file != "-") {
        opened.open(path_of(file), std::ios::binary);
      }
      if (file != "-" && !opened) {
        return tl::unexpected(Error{ErrorKind::input, file, "can't be opened", "check the path and the permissions"});
      }
      if (auto read = recorder.read(file == "-" ? std::cin : opened, file == "-" ? "<stdin>" : file); !read) {
        return read;
      }
    }
    bad = recorder.bad;
    counts = Json{{"schema", "acsgate.wave-record/v1"},
                  {"recorded", recorder.recorded},
                  {"repeated", recorder.repeated},
                  {"passed_over", recorder.passed_over},
                  {"bad", recorder.bad}};
    if (auto settled = ledger.settle(now); !settled) {
      return settled;
    }
    counts["halted"] = ledger.state().halt ? Json(ledger.state().halt->reason) : Json(nullptr);
    return {};
  });
  if (code != 0) {
    return code;
  }
  std::cout << ascii(counts) << '\n';
  return bad == 0
             ? 0
             : fail({ErrorKind::input, "", std::to_string(bad) + (bad == 1 ? " result was" : " results were") + " not recorded",
                     "mend the lines named above; recording the others again does no harm"},
                    ExitProfile::standard);
}

} // namespace

void add_wave_record(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("record", "Take in results, one JSON object a line; the same twice does no harm");
  const auto options = std::make_shared<RecordOptions>();
  command->add_option("FILE", options->files,
                      "Results: by attempt id, acsgate.postcheck/v1, acsgate.decision/v1, exported ConfigMgr\n"
                      "status or Manager alerts (default: standard input)");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = record(*options); });
}

} // namespace acsgate
