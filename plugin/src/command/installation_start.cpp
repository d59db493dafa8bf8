#include "base/child_process.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/installation.hpp"
#include "command/postcheck_run.hpp"
#include "command/run_wait.hpp"
#include "gate/name.hpp"

#include <algorithm>

namespace acsgate {

tl::expected<RunAnswer, Errors> Installation::start(const Gate &gate, const Package &package, HeldFile file,
                                                    std::vector<std::string> words) {
  ChildCommand command;
  command.words = std::move(words);
  command.scratch = m_folder;
  command.inherit_input = m_options.facts != "-" && !m_options.detached;
  command.before_it_runs = [this](const ProcessMark &mark) {
    m_record.child = mark;
    m_record.phase = "running";
    return save_record(m_folder, k_last_run, m_record).has_value();
  };
  const auto limit = read_duration("--timeout", m_options.timeout);
  if (!limit) {
    return tl::unexpected(Errors{limit.error()});
  }
  auto child = ChildProcess::start(command);
  if (!child) {
    m_record.child = {};
    return end(own(OwnResult::not_started, {to_string(child.error())}));
  }
  const auto code = wait_and_log(*child, *limit);
  if (!code && m_options.kill_on_timeout) {
    kill_and_log(*child);
    return end(own(OwnResult::stopped));
  }
  if (!code) {
    file.leave();
    RunAnswer answer = own(OwnResult::still_running);
    m_record.exit_code = answer.exit_code;
    note("still-running");
    answer.record = m_record;
    return answer;
  }
  m_record.child = {};
  RunAnswer answer{*code,
                   m_record,
                   m_host,
                   m_record.module + ' ' + m_record.build + ": the installer ended with exit code " + std::to_string(*code),
                   {}};
  look_afterwards(gate, package, answer);
  return end(std::move(answer));
}

void Installation::look_afterwards(const Gate &gate, const Package &package, RunAnswer &answer) {
  const bool restart = std::ranges::find(m_options.restart_codes, answer.exit_code) != m_options.restart_codes.end();
  if (restart) {
    m_record.postcheck = "deferred";
    if (auto saved = save_record(m_folder, k_pending_check, m_record); !saved) {
      log_warning(to_string(saved.error()));
    }
    answer.sentence += "; the post-check waits for the restart";
  }
  if (restart || answer.exit_code != 0 || m_options.no_postcheck) {
    return;
  }
  PostcheckPlan plan;
  plan.facts = m_options.facts;
  plan.probe = m_options.probe;
  plan.build = package.build;
  const auto settle = read_duration("--settle", m_options.settle);
  plan.settle = settle ? *settle : std::nullopt;
  const auto looked = m_options.facts == "-" || services_of(gate.product()).empty()
                          ? tl::expected<PostcheckAnswer, Errors>(PostcheckAnswer{})
                          : run_postcheck(gate, plan);
  const Status status = looked ? looked->result.status() : Status::unknown;
  m_record.postcheck = name_of(status);
  if (!looked) {
    log_warning(to_string(looked.error().front()));
  }
  if (status == Status::pass) {
    answer.sentence += "; it runs";
    return;
  }
  m_reasons.clear();
  for (const PostcheckItem &item : looked ? looked->result.items : std::vector<PostcheckItem>()) {
    if (item.status != Status::pass) {
      m_reasons.push_back(item.id + ": " + (item.found.empty() ? "not read" : printable(item.found)) + ", needed " + item.needed);
    }
  }
  RunAnswer failed = own(status == Status::fail ? OwnResult::postcheck_failed : OwnResult::postcheck_unknown);
  failed.sentence += " (" + answer.sentence + ')';
  answer = std::move(failed);
}

} // namespace acsgate
