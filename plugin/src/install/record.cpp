#include "install/record.hpp"

#include "base/file.hpp"
#include "base/private_folder.hpp"
#include "policy/document.hpp"

#include <limits>

namespace acsgate {

namespace {

constexpr std::string_view k_record_schema = "acsgate.run/v1";
constexpr std::size_t k_max_record_bytes = 65536;

struct TextField {
  std::string_view key;
  std::string RunRecord::*value;
};

constexpr TextField k_texts[] = {
    {"phase", &RunRecord::phase},       {"module", &RunRecord::module},       {"build", &RunRecord::build},
    {"decision", &RunRecord::decision}, {"file", &RunRecord::file},           {"sha256", &RunRecord::sha256},
    {"result", &RunRecord::result},     {"postcheck", &RunRecord::postcheck}, {"started_at", &RunRecord::started_at},
    {"ended_at", &RunRecord::ended_at}, {"boot", &RunRecord::boot},           {"reasons", &RunRecord::reasons},
};

struct MarkField {
  std::string_view key;
  ProcessMark RunRecord::*mark;
};
constexpr MarkField k_marks[] = {{"gate_process", &RunRecord::gate}, {"child_process", &RunRecord::child}};

/// `1234:5678`, the number and the start of a process.
std::string text_of(const ProcessMark &mark) { return std::to_string(mark.id) + ':' + std::to_string(mark.started); }

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9' || number > (std::numeric_limits<std::uint64_t>::max() - 9) / 10) {
      return std::nullopt;
    }
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return text.empty() ? std::nullopt : std::optional(number);
}

std::optional<ProcessMark> mark_of(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto id = number_of(text.substr(0, colon));
  const auto started = number_of(text.substr(std::min(colon + 1, text.size())));
  return id && started ? std::optional(ProcessMark{*id, *started}) : std::nullopt;
}

void add(Node &object, std::string_view key, std::string text, bool plain = false) {
  Node value;
  value.plain = plain;
  value.text = std::move(text);
  object.members.push_back({std::string(key), {}, std::move(value)});
}

} // namespace

std::string render_record(const RunRecord &record) {
  Node root;
  root.kind = Node::Kind::mapping;
  add(root, "schema", std::string(k_record_schema));
  for (const TextField &field : k_texts) {
    if (!(record.*field.value).empty()) {
      add(root, field.key, record.*field.value);
    }
  }
  if (record.exit_code) {
    add(root, "exit_code", std::to_string(*record.exit_code), true);
  }
  for (const MarkField &field : k_marks) {
    if ((record.*field.mark).id != 0) {
      add(root, field.key, text_of(record.*field.mark));
    }
  }
  return to_canonical_json(root) + '\n';
}

Result<RunRecord> parse_record(std::string_view json, const std::string &name) {
  const auto refuse = [&](std::string what) {
    return tl::unexpected(Error{ErrorKind::input, name, std::move(what), "remove the file; the next run writes it anew"});
  };
  const auto root = parse_json(json, 0, name);
  if (!root) {
    return refuse(root.error().what);
  }
  const Node *schema = root->find("schema");
  if (schema == nullptr || schema->text != k_record_schema) {
    return refuse("is no record of a run that this version knows");
  }
  RunRecord record;
  for (const TextField &field : k_texts) {
    if (const Node *node = root->find(field.key)) {
      record.*field.value = node->text;
    }
  }
  if (const Node *node = root->find("exit_code")) {
    const auto number = number_of(node->text);
    if (!number || *number > std::numeric_limits<std::uint32_t>::max()) {
      return refuse("holds an exit code that can't be");
    }
    record.exit_code = static_cast<std::uint32_t>(*number);
  }
  for (const MarkField &field : k_marks) {
    if (const Node *node = root->find(field.key)) {
      const auto mark = mark_of(node->text);
      if (!mark) {
        return refuse("holds a process that can't be");
      }
      record.*field.mark = *mark;
    }
  }
  return record;
}

Result<std::optional<RunRecord>> load_record(const std::filesystem::path &folder, const char *name) {
  const auto path = folder / name;
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) {
    return std::nullopt;
  }
  const auto json = read_file(path, k_max_record_bytes, ErrorKind::input);
  if (!json) {
    return tl::unexpected(json.error());
  }
  auto record = parse_record(*json, utf8_of(path));
  if (!record) {
    return tl::unexpected(std::move(record.error()));
  }
  return std::optional(std::move(*record));
}

Result<void> save_record(const std::filesystem::path &folder, const char *name, const RunRecord &record) {
  return replace_file(folder / name, render_record(record));
}

bool gate_at_work(const RunRecord &record) { return record.phase != "ended" && is_running(record.gate); }

bool child_at_work(const RunRecord &record) { return record.phase != "ended" && is_running(record.child); }

} // namespace acsgate
