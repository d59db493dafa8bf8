#include "base/code_page.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/commands.hpp"
#include "command/facts_collect.hpp"
#include "command/facts_merge.hpp"
#include "command/fail.hpp"
#include "command/log_options.hpp"
#include "command/probe_options.hpp"
#include "facts/facts_json.hpp"
#include "facts/facts_writer.hpp"
#include "facts/import/configmgr_columns.hpp"
#include "facts/import/importer.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct FactsOptions : LogOptions {
  std::string format;
  std::vector<std::string> files;
  std::string host;
  std::string collected_at;
  std::string encoding;
  std::vector<std::string> columns;
  ProbeOptions probe;

  /// Whether anything is said of captures; if not, the facts of this machine are asked for.
  [[nodiscard]] bool import() const {
    return !format.empty() || !files.empty() || !host.empty() || !collected_at.empty() || !encoding.empty() || !columns.empty();
  }
};

/// What the options ask for, checked.
struct Task {
  const Importer *importer = nullptr;
  ImportOptions options;
  std::string host;
  Timestamp now;
  std::optional<Timestamp> collected_at;
};

Result<Task> parse(const FactsOptions &options) {
  Task task;
  std::vector<std::string_view> formats;
  for (const Importer &importer : importers()) {
    formats.push_back(importer.format);
    if (importer.format == options.format) {
      task.importer = &importer;
    }
  }
  if (task.importer == nullptr) {
    std::string list;
    for (const std::string_view format : formats) {
      list += (list.empty() ? "" : ", ") + std::string(format);
    }
    return tl::unexpected(options.format.empty()
                              ? usage("--from is missing, which says what the captures are", "pass --from FORMAT FILE")
                              : usage("--from " + printable(options.format, 80) + " is not a format that is known" +
                                          did_you_mean(options.format, formats),
                                      "use one of " + list));
  }
  if (options.files.empty()) {
    return tl::unexpected(usage("--from needs a capture", "name files, or - for standard input"));
  }
  if (!options.encoding.empty()) {
    task.options.code_page = parse_code_page(options.encoding);
    if (!task.options.code_page) {
      return tl::unexpected(usage("--encoding " + printable(options.encoding, 80) + " is not an encoding that is known",
                                  "write it as cp932 or utf-8"));
    }
  }
  if (!options.collected_at.empty()) {
    task.collected_at = parse_timestamp(options.collected_at);
    if (!task.collected_at) {
      return tl::unexpected(usage("--collected-at " + printable(options.collected_at, 80) + " is not a time with a zone",
                                  "write it as 2026-11-22T10:00:00Z"));
    }
  }
  for (const std::string &column : options.columns) {
    const std::size_t equals = column.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == column.size()) {
      return tl::unexpected(usage("--column " + printable(column, 80) + " is not FIELD=COLUMN", "write it as device=Name"));
    }
    task.options.columns.emplace_back(column.substr(0, equals), column.substr(equals + 1));
  }
  if (!task.options.columns.empty() && task.importer->import != import_configmgr_csv) {
    return tl::unexpected(usage("--column means nothing for " + options.format, "use it with --from configmgr-csv"));
  }
  if (auto checked = check_choices(task.options.columns); !checked) {
    return tl::unexpected(checked.error());
  }
  task.host = options.host;
  task.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return task;
}

/// Completes the facts of each host and prints them.
class Printer final : public ImportSink {
public:
  Printer(const Task &task, std::string name) : m_task(task), m_name(std::move(name)) {}

  void host(OwnedFacts host) override {
    Facts &facts = host.facts;
    if (facts.host.name.empty()) {
      facts.host.name = m_task.host;
    } else if (!m_task.host.empty() && lower_ascii(facts.host.name) != lower_ascii(m_task.host)) {
      bad_host({ErrorKind::input, m_name,
                "is of host \"" + printable(facts.host.name, 80) + "\", not of \"" + printable(m_task.host, 80) + '"',
                "check that this is the right file"});
      return;
    }
    facts.source = m_task.importer->format;
    if (m_task.collected_at) {
      facts.collected_at = m_task.collected_at;
    } else if (!facts.collected_at) {
      facts.collected_at = m_task.now;
    }
    const std::string json = to_json(facts);
    // What no decoder would take is not to be found out on another machine.
    if (const auto read = m_decoder.decode(json, m_name); !read) {
      bad_host({ErrorKind::input, m_name, "gives facts that can't be used: " + read.error().what, {}});
      return;
    }
    std::cout << json << '\n';
  }

  void bad_host(Error error) override {
    report_error(to_string(error));
    ++m_bad;
  }

  void warning(std::string message) override { log_warning(printable(m_name + ": " + message, 2000)); }

  [[nodiscard]] std::size_t bad() const { return m_bad; }

private:
  const Task &m_task;
  std::string m_name;
  FactsDecoder m_decoder;
  std::size_t m_bad = 0;
};

int import_files(const FactsOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const auto task = parse(options);
  if (!task) {
    return fail(task.error(), ExitProfile::standard);
  }
  int code = 0;
  for (const std::string &file : options.files) {
    const bool standard_input = file == "-";
    const auto bytes = standard_input ? read_standard_input(task->importer->max_bytes, ErrorKind::input)
                                      : read_file(path_of(file), task->importer->max_bytes, ErrorKind::input);
    Printer printer(*task, standard_input ? "<stdin>" : file);
    const auto imported = bytes ? task->importer->import({*bytes, standard_input ? "<stdin>" : file}, task->options, printer)
                                : tl::unexpected(bytes.error());
    if (!imported) {
      code = fail(imported.error(), ExitProfile::standard); // the other captures are worth having all the same
    } else if (printer.bad() > 0) {
      code = exit_code(ErrorKind::input, ExitProfile::standard);
    }
  }
  return code;
}

} // namespace

void add_facts(CLI::App &app, int &exit_code) {
  CLI::App *command =
      app.add_subcommand("facts", "Print the facts of this host (Windows), or turn what other tools captured into facts");
  const auto options = std::make_shared<FactsOptions>();
  std::string formats = "Format of the captures:";
  for (const Importer &importer : importers()) {
    formats += "\n" + std::string(importer.format) + ": " + std::string(importer.about);
  }
  command->add_option("--from", options->format, formats)->check(refuse_empty)->type_name("FORMAT");
  command->add_option("FILE", options->files, "Captures; - reads standard input");
  command->add_option("--host", options->host, "Name of the host, where the capture does not tell it")
      ->check(refuse_empty)
      ->type_name("NAME");
  command
      ->add_option("--collected-at", options->collected_at,
                   "When the capture was made, RFC 3339 (default: as the capture says, else now)")
      ->check(refuse_empty)
      ->type_name("TIME");
  command
      ->add_option("--encoding", options->encoding,
                   "Encoding of captures that are neither UTF-8 nor UTF-16, such as cp850 or cp932 (default: guessed)")
      ->check(refuse_empty)
      ->type_name("NAME");
  command
      ->add_option("--column", options->columns, "For configmgr-csv, which column holds a field: FIELD=COLUMN; may be repeated")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false) // what follows it is a file
      ->type_name("FIELD=COLUMN");
  options->probe.add_to(*command);
  options->add_to(*command);
  add_facts_merge(*command, exit_code);
  command->callback([command, options, &exit_code] {
    if (command->get_subcommands().empty()) {
      exit_code = options->import() ? import_files(*options) : collect_facts(*options, options->probe);
    }
  });
}

} // namespace acsgate
