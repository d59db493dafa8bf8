#include "base/child_process.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/artifact_reader.hpp"
#include "command/clock.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/installation.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

int print_answer(const RunAnswer &answer, const RunOptions &options) {
  if (options.format == "json") {
    RunRecord record = answer.record;
    record.exit_code = answer.exit_code;
    std::cout << render_record(record);
  } else {
    std::cout << printable(answer.host) << ": " << answer.sentence << '\n';
    for (const std::string &reason : answer.reasons) {
      std::cout << "  " << reason << '\n';
    }
  }
  return static_cast<int>(answer.exit_code);
}

int print_manifest(const RunOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), options.profile());
  }
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), options.profile());
  }
  const auto manifest =
      write_manifest(options.write_manifest, [&](const std::string &path) { return artifact_word(path, *now); });
  if (!manifest) {
    return fail(manifest.error(), options.profile());
  }
  for (const std::string &skipped : manifest->skipped) {
    log_warning("left out: " + skipped);
  }
  if (manifest->packages == 0) {
    return fail({ErrorKind::input, printable(options.write_manifest), "holds no installer whose name says what it is",
                 "name the folder that holds the installers"},
                options.profile());
  }
  if (options.output.empty()) {
    std::cout << manifest->yaml;
    return 0;
  }
  const auto written = write_new_file(path_of(options.output), manifest->yaml);
  return written ? 0 : fail(written.error(), options.profile());
}

RunAnswer answer_of(OwnResult result, RunRecord record) {
  record.result = row_of(result).code;
  return {exit_number(result), record, "this host", record.result + ": " + row_of(result).text.en, {}};
}

/// The run that was, or that is at work.
int print_result(const RunOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), options.profile());
  }
  const auto read = load_record(state_folder(), k_last_run);
  if (!read) {
    return fail(read.error(), options.profile());
  }
  const std::optional<RunRecord> &record = *read;
  if (!record) {
    return print_answer(answer_of(OwnResult::no_result, {}), options);
  }
  const RunRecord &last = *record;
  if (last.phase == "ended" && last.exit_code) {
    std::string sentence = last.module + ' ' + last.build + ": ended " + last.ended_at + " with exit code " +
                           std::to_string(*last.exit_code) + (last.result.empty() ? "" : ", " + last.result) +
                           (last.postcheck.empty() ? "" : ", post-check " + last.postcheck);
    return print_answer({*last.exit_code, last, "this host", printable(sentence, sentence.size()), {}}, options);
  }
  return print_answer(
      answer_of(gate_at_work(last) || child_at_work(last) ? OwnResult::still_running : OwnResult::interrupted, last), options);
}

/// Starts this program again with the same arguments, to run on when its caller is gone.
int detach(const RunOptions &options) {
  const auto offer = offer_of(options);
  const auto usable = command_for(options.words, "");
  if (!offer || !usable) {
    return offer ? fail(usable.error(), options.profile()) : fail(offer.error(), options.profile());
  }
  if (options.facts == "-" || options.dry_run) {
    return fail({ErrorKind::usage, "", "--detach goes with neither --facts - nor --dry-run", "leave one of them out"},
                options.profile());
  }
  if (const auto gate = Gate::open(options); !gate) {
    return fail(gate.error(), options.profile());
  }
  Installation installation(options);
  const auto patience = read_duration("--wait-lock", options.wait_lock);
  const auto taken = patience ? installation.take_lock(patience->value_or(Duration(0)))
                              : tl::expected<std::optional<OwnResult>, Errors>(tl::unexpected(Errors{patience.error()}));
  if (!taken) {
    return fail(taken.error(), options.profile());
  }
  if (const std::optional<OwnResult> why = *taken) {
    return print_answer(answer_of(*why, {}), options);
  }
  ChildCommand command;
  command.words = own_command_line();
  std::replace(command.words.begin(), std::ranges::find(command.words, "--"), std::string("--detach"),
               std::string("--detached-run"));
  command.outlives_us = true;
  RunRecord record;
  command.before_it_runs = [&](const ProcessMark &mark) {
    record.phase = "starting";
    record.gate = mark;
    return save_record(installation.folder(), k_last_run, record).has_value();
  };
  const auto child = ChildProcess::start(command);
  if (!child) {
    return fail(child.error(), options.profile());
  }
  return print_answer({0, record, "this host", "begun in the background; acsgate run --result tells how it ends", {}}, options);
}

int run(const RunOptions &options) {
  if (!options.write_manifest.empty()) {
    return print_manifest(options);
  }
  if (options.result) {
    return print_result(options);
  }
  if (options.detach) {
    return detach(options);
  }
  const auto answer = Installation(options).run();
  return answer ? print_answer(*answer, options) : fail(answer.error(), options.profile());
}

} // namespace

void add_run(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("run", "Decide for this host, then start the installer that the decision allows");
  const auto options = std::make_shared<RunOptions>();
  options->add_to(*command);
  command->callback([options, &exit_code] {
    options->words = given_command();
    exit_code = run(*options);
  });
}

} // namespace acsgate
