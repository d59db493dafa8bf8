#include "install/agent_status.hpp"

#include "base/child_process.hpp"
#include "base/file_trust.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "facts/registry/registry_value.hpp"
#include "host/machine_registry.hpp"

namespace acsgate {

namespace {

struct Question {
  std::string id;
  std::string topic;
  std::string_view name;
  std::string good;
};

// The names and the values that are as they should be: Microsoft Defender for Cloud's page on endpoint protection for the
// engine's, NHN Cloud's Vaccine guide for the Agent's.
const Question k_questions[] = {
    {"dsa_query:agent", "GetAgentStatus", "AgentStatus.agentState", "green"},
    {"dsa_query:anti-malware", "GetComponentInfo", "Component.AM.mode", "on"},
};

constexpr std::size_t k_max_answer = std::size_t{1} << 20U;

Result<std::string> installed_program() {
  const auto registry = machine_registry();
  const auto folder = registry ? read_text(*registry, R"(SOFTWARE\TrendMicro\Deep Security Agent)", "InstallationFolder")
                               : RegistryRead<std::string>{};
  std::string path = registry && folder.ok() ? folder.value : std::string();
  if (path.empty()) {
    return tl::unexpected(Error{ErrorKind::input, "dsa_query", "it can't be told where the Agent is installed",
                                "name the program with --dsa-query-program"});
  }
  path += path.ends_with('\\') ? "" : "\\";
  return path + "dsa_query.cmd";
}

Result<ChildCommand> command_of(const std::string &program, const std::string &topic) {
  ChildCommand command;
  if (!is_batch_file(program)) {
    auto path = find_program(program);
    if (!path) {
      return tl::unexpected(std::move(path.error()));
    }
    command.words = {std::move(*path), "-c", topic};
    return command;
  }
  auto shell = find_program("cmd.exe");
  if (!shell) {
    return tl::unexpected(std::move(shell.error()));
  }
  if (program.find_first_of("%\"!\r\n") != std::string::npos) { // what cmd.exe makes something of
    return tl::unexpected(Error{ErrorKind::input, printable(program), "has a name that cmd.exe would not take as it is", ""});
  }
  command.words = {*shell};
  command.raw_line = '"' + *shell + "\" /d /v:off /s /c \"\"" + program + "\" -c " + topic + '"';
  return command;
}

/// All that the program prints within the limit; an error if it does not end.
Result<std::string> answer_of(const ChildCommand &command, std::chrono::milliseconds limit) {
  auto child = ChildProcess::start(command);
  if (!child) {
    return tl::unexpected(std::move(child.error()));
  }
  const auto ended = child->wait(limit);
  if (!ended) {
    child->kill();
    return tl::unexpected(Error{ErrorKind::timeout, printable(command.words.front()), "gave no answer in time", ""});
  }
  std::string answer;
  for (std::string piece = child->read_output(); !piece.empty() && answer.size() < k_max_answer; piece = child->read_output()) {
    answer += piece;
  }
  return answer;
}

} // namespace

std::string agent_value(std::string_view output, std::string_view name) {
  while (!output.empty()) {
    const std::string_view line = trimmed(output.substr(0, output.find('\n')));
    output.remove_prefix(std::min(output.find('\n'), output.size() - 1) + 1);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(':')) {
      return std::string(trimmed(line.substr(name.size() + 1)));
    }
  }
  return {};
}

std::vector<PostcheckItem> query_agent(const std::string &program, std::chrono::milliseconds limit,
                                       const std::filesystem::path &scratch) {
  auto path = program.empty() ? installed_program() : Result<std::string>(program);
  if (path) {
    auto trusted = refuse_far_path(*path, false, ErrorKind::input).and_then([&] {
      return refuse_writable_by_others(*path, ErrorKind::input);
    });
    if (!trusted) {
      path = tl::unexpected(std::move(trusted.error()));
    }
  }
  std::vector<PostcheckItem> items;
  for (const Question &question : k_questions) {
    PostcheckItem item{.id = question.id, .status = Status::unknown, .found = {}, .needed = question.good};
    const auto answer = path.and_then([&](const std::string &name) { return command_of(name, question.topic); })
                            .and_then([&](ChildCommand command) {
                              command.scratch = scratch;
                              return answer_of(command, limit);
                            });
    if (answer) {
      item.found = agent_value(*answer, question.name);
    } else {
      log_warning(to_string(answer.error()));
    }
    if (!item.found.empty()) {
      item.status = item.found == question.good ? Status::pass : Status::fail;
    }
    items.push_back(std::move(item));
  }
  return items;
}

} // namespace acsgate
