#include "command/tattoo_options.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "command/fail.hpp"
#include "host/event_log.hpp"
#include "host/machine_registry.hpp"
#include "host/tattoo.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace acsgate {

namespace {

/// A decision is about one machine: what was decided for another must not be left behind on this one.
Result<std::string> judged_machine(const Facts &facts) {
  const auto registry = machine_registry();
  std::string machine = registry ? machine_guid(*registry) : "";
  if (machine.empty()) {
    return tl::unexpected(Error{ErrorKind::input, R"(HKLM\SOFTWARE\Microsoft\Cryptography)",
                                "this machine's MachineGuid can't be read, so no decision can be left behind on it",
                                "check the registry's permissions"});
  }
  if (lower_ascii(facts.host.id) != machine) {
    const std::string id = facts.host.id.empty() ? "no host.id" : "host.id " + printable(facts.host.id, 80);
    return tl::unexpected(Error{ErrorKind::input, "",
                                "the facts are not of this machine: they have " + id + ", and its MachineGuid is " + machine,
                                "leave out --tattoo, or give facts that were read on this machine"});
  }
  return machine;
}

} // namespace

void TattooOptions::add_to(CLI::App &app) {
  app.add_flag("--tattoo", tattoo, "Leave the decision behind in this machine's registry until it restarts (Windows)");
  app.add_option("--tattoo-ttl", ttl, "How long the decision left behind holds, such as 12h (default: 24h)")->type_name("TIME");
  app.add_flag("--event-log", event_log, "Write the decision to the Application log, source acsgate (Windows)");
}

bool asks_for_tattoo(const std::vector<std::string> &arguments) {
  return !arguments.empty() && arguments.front() == "check" && std::ranges::find(arguments, "--tattoo") != arguments.end();
}

void forget_decision() {
  if (const auto store = machine_tattoo_store()) {
    if (const auto gone = store->invalidate(); !gone) {
      log_warning(to_string(gone.error()));
    }
  }
}

void log_event(const TattooOptions &options, const Explanation &explanation) {
  if (!options.event_log) {
    return;
  }
  if (const auto written = write_event(event_of(explanation)); !written) {
    log_warning(to_string(written.error()));
  }
}

Result<TattooRun> TattooRun::begin(const TattooOptions &options, const GateOptions &gate) {
  TattooRun run;
  if (options.event_log && !has_event_log()) {
    return tl::unexpected(usage("--event-log writes to the event log of a Windows machine, and this is none", "leave it out"));
  }
  if (!options.tattoo) {
    if (!options.ttl.empty()) {
      return tl::unexpected(usage("--tattoo-ttl is given without --tattoo", "add --tattoo"));
    }
    return run;
  }
  run.m_store = machine_tattoo_store();
  if (!run.m_store) {
    return tl::unexpected(usage("--tattoo writes to the registry of a Windows machine, and this is none", "leave it out"));
  }
  if (auto invalidated = run.m_store->invalidate(); !invalidated) {
    return tl::unexpected(std::move(invalidated.error()));
  }
  if (!gate.now.empty()) {
    return tl::unexpected(usage("--tattoo goes by the system clock, not by --now", "leave out one of them"));
  }
  const auto ttl = options.ttl.empty() ? k_tattoo_ttl : parse_duration(options.ttl);
  if (!ttl) {
    return tl::unexpected(
        usage("--tattoo-ttl " + options.ttl + " is not a duration", "write a number and one of s, m, h, d, such as 12h"));
  }
  run.m_ttl = *ttl;
  return run;
}

Result<void> TattooRun::write(const Explanation &explanation, const Facts &facts, const Policy &policy) {
  if (!m_store) {
    return {};
  }
  const auto machine = judged_machine(facts);
  if (!machine) {
    return tl::unexpected(machine.error());
  }
  const Tattoo tattoo = tattoo_of(explanation, *machine, m_ttl, policy.facts_max_age);
  auto written = write_tattoo(*m_store, tattoo);
  if (written) {
    log_info("the decision is left behind until " + to_string(tattoo.expires));
  }
  return written;
}

void TattooRun::take_back() {
  if (m_store) {
    if (const auto gone = m_store->invalidate(); !gone) {
      log_warning(to_string(gone.error()));
    }
  }
}

} // namespace acsgate
