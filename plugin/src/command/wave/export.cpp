#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_files.hpp"
#include "command/wave/wave_options.hpp"

#include "report/json_parts.hpp"
#include "report/wave_lists.hpp"
#include "rollout/schedule.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

struct ExportOptions : LedgerOptions {
  std::string format = "jsonl";
  std::string output;
};

/// The events as they are kept, each with its hash: with these lines and a SHA-256 anybody can check the chain.
Result<void> export_events(const ExportOptions &options) {
  auto store = open_sqlite_ledger(options.ledger, false);
  if (!store) {
    return tl::unexpected(std::move(store.error()));
  }
  auto begun = (*store)->begin(false);
  return begun ? (*store)->read([](const StoredEvent &stored) -> Result<void> {
    std::cout << Json{{"hash", stored.hash}, {"body", stored.body}}.dump(-1, ' ', true, Json::error_handler_t::replace) << '\n';
    return {};
  })
               : begun;
}

/// Who may start an installer now: those with an open lease, while nothing is halted.
std::vector<std::vector<const Attempt *>> permits(const LedgerState &state) {
  std::vector<std::vector<const Attempt *>> by_wave(state.rollout.waves.size());
  for (const Attempt &attempt : state.attempts) {
    if (attempt.progress == Progress::open && !state.halt) {
      by_wave[attempt.wave].push_back(&attempt);
    }
  }
  return by_wave;
}

std::string name_of_host(const LedgerHost &host) {
  return host.name.empty() ? host.fqdn.empty() ? host.key : host.fqdn : host.name;
}

/// One name a line, for the direct members of one collection a wave, and the halt of the hosts as a registry file.
Result<void> export_configmgr(const LedgerState &state, const std::string &folder) {
  const auto by_wave = permits(state);
  for (std::size_t wave = 0; wave < by_wave.size(); ++wave) {
    std::string members;
    for (const Attempt *attempt : by_wave[wave]) {
      members += printable(name_of_host(state.hosts[attempt->host])) + "\r\n";
    }
    if (auto put = put_file(folder, wave_file_word(wave, state.rollout.waves[wave].name) + ".txt", members); !put) {
      return put;
    }
  }
  return put_file(folder, "halt.reg", halt_registry_file(state.halt ? &state.halt->reason : nullptr));
}

/// An inventory: each wave a group of those with a lease, and the halt as a variable of all hosts, whether they have a lease or
/// not.
Json ansible_inventory(const LedgerState &state) {
  Json everybody = Json::object();
  for (const LedgerHost &host : state.hosts) {
    everybody[name_of_host(host)] = Json::object();
  }
  Json groups = Json::object();
  const auto by_wave = permits(state);
  for (std::size_t wave = 0; wave < by_wave.size(); ++wave) {
    Json hosts = Json::object();
    for (const Attempt *attempt : by_wave[wave]) {
      hosts[name_of_host(state.hosts[attempt->host])] = Json{{"acsgate_attempt", attempt->id},
                                                             {"acsgate_build", attempt->build},
                                                             {"acsgate_lease_until", to_string(attempt->until)}};
    }
    groups["acsgate_wave_" + ansible_word(state.rollout.waves[wave].name)] = Json{{"hosts", std::move(hosts)}};
  }
  return Json{{"all",
               {{"hosts", std::move(everybody)},
                {"vars", {{"acsgate_halt", state.halt ? Json(state.halt->reason) : Json(nullptr)}}},
                {"children", std::move(groups)}}}};
}

Result<void> run(const ExportOptions &options) {
  if (options.format == "jsonl") {
    auto log = options.open();
    return log ? export_events(options) : log;
  }
  const auto now = parse_now(options.now);
  if (!now) {
    return tl::unexpected(now.error());
  }
  auto ledger = begin_ledger(options, false);
  if (!ledger) {
    return tl::unexpected(std::move(ledger.error()));
  }
  if (auto settled = ledger->settle_unkept(*now); !settled) {
    return settled;
  }
  if (options.format == "ansible") {
    std::cout << ascii(ansible_inventory(ledger->state()), 2) << '\n';
    return {};
  }
  if (options.output.empty()) {
    return tl::unexpected(Error{ErrorKind::usage, "", "export configmgr needs --output", "name a folder for the member lists"});
  }
  return export_configmgr(ledger->state(), options.output);
}

} // namespace

void add_wave_export(CLI::App &wave, int &exit_code) {
  CLI::App *command =
      wave.add_subcommand("export", "The events as JSON lines, or what ConfigMgr or Ansible need to follow leases and halts");
  const auto options = std::make_shared<ExportOptions>();
  command->add_option("KIND", options->format, "jsonl, configmgr or ansible (default: jsonl)")
      ->check(CLI::IsMember({"jsonl", "configmgr", "ansible"}));
  command->add_option("--output", options->output, "Folder for the lists of configmgr")->check(refuse_empty)->type_name("FOLDER");
  options->add_to(*command);
  command->callback([options, &exit_code] {
    const auto done = run(*options);
    exit_code = done ? 0 : fail(done.error(), ExitProfile::standard);
  });
}

} // namespace acsgate
