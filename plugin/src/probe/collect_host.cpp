#include "probe/collect_host.hpp"

#include "base/worker.hpp"
#include "probe/sources.hpp"

#include <functional>

namespace acsgate {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t k_max_name = 1024; ///< in UTF-8; DNS allows 255 characters

/// What is read in the first thread: the registry, and what comes from the kernel at once.
struct SystemRead {
  RegistryFacts facts;
  AutoUpdate auto_update = AutoUpdate::unknown;
  std::vector<ServiceProgram> programs;
};

SystemRead read_system(const HostPorts &ports) {
  SystemRead system;
  RegistryFacts &facts = system.facts;
  RegistryView &registry = *ports.registry;
  read_registry_host(registry, facts);
  read_registry_os(registry, facts);
  read_registry_updates(registry, facts);
  read_registry_reboot(registry, facts);
  read_registry_modules(registry, facts);
  system.auto_update = read_registry_auto_update(registry);
  system.programs = service_programs(registry, facts.notes);
  Facts &all = facts.host.facts;
  for (Group *group : std::initializer_list<Group *>{&all.os, &all.updates, &all.reboot, &all.modules}) {
    if (group->ok()) {
      group->source = k_registry;
    } else {
      group->source = facts.host.keep(failed_source(k_registry, read_status(group->status)));
    }
  }
  confirm_os(ports.os_version->version(), facts.host);
  if (const auto names = ports.names->names(); names.ok()) {
    const auto usable = [](const std::string &name) { return !name.empty() && name.size() <= k_max_name; };
    all.host.name = usable(names.value.name) ? facts.host.keep(names.value.name) : all.host.name;
    all.host.fqdn = usable(names.value.fqdn) ? facts.host.keep(names.value.fqdn) : all.host.fqdn;
  }
  return system;
}

/// A source at work, with its limit.
template <class T> class Asked {
public:
  Asked(std::string_view port, std::chrono::milliseconds limit, std::function<T()> work)
      : m_port(port), m_limit(limit), m_deadline(Clock::now() + limit), m_worker(std::move(work)) {}

  /// What it gave; or nothing, and then `why` says what became of it.
  [[nodiscard]] std::optional<T> answer(std::string &why) {
    switch (m_worker.wait(m_deadline)) {
    case WorkEnd::done:
      return m_worker.take();
    case WorkEnd::late:
      why = std::string(m_port) + ": no answer in " + std::to_string(m_limit.count()) + " ms";
      break;
    case WorkEnd::failed:
      why = failed_source(m_port, ReadStatus::error);
      break;
    }
    return std::nullopt;
  }

private:
  std::string_view m_port;
  std::chrono::milliseconds m_limit;
  Clock::time_point m_deadline;
  Worker<T> m_worker;
};

void take_roots(Asked<RootsRead> &asked, AutoUpdate auto_update, CollectedHost &collected) {
  std::string why;
  RootFacts &roots = collected.host.facts.roots;
  if (auto read = asked.answer(why)) {
    roots = std::move(read->facts);
    roots.source = collected.host.keep(std::move(read->source));
    collected.notes.insert(collected.notes.end(), read->notes.begin(), read->notes.end());
  } else {
    fail_group(collected.host, roots, ReadStatus::error, why);
  }
  roots.auto_update = auto_update;
}

void take_services(Asked<ServicesRead> &asked, CollectedHost &collected) {
  std::string why;
  ServiceFacts &services = collected.host.facts.services;
  const auto read = asked.answer(why);
  if (read && read->status == ReadStatus::ok) {
    services.status = GroupStatus::ok;
    services.source = k_service_control_manager;
    services.items = read->items;
  } else if (read) {
    fail_group(collected.host, services, read->status, failed_source(k_service_control_manager, read->status));
  } else {
    fail_group(collected.host, services, ReadStatus::error, why);
  }
}

/// What the first answers left open.
void ask_further(const HostPorts &ports, const Policy &policy, const ProbeLimits &limits, std::vector<ServiceProgram> programs,
                 CollectedHost &collected) {
  OwnedFacts &host = collected.host;
  Questions questions = open_questions(policy, host.facts);
  std::optional<Asked<std::vector<ProgramVersion>>> versions;
  std::optional<Asked<ProbeRead<std::vector<std::string>>>> hotfixes;
  std::optional<Asked<ProbeRead<std::vector<Licence>>>> licences;
  if (!programs.empty()) {
    versions.emplace(k_file_version, limits.files,
                     [files = ports.files, programs] { return program_versions(*files, programs); });
  }
  if (questions.hotfixes) {
    hotfixes.emplace(k_wmi, limits.hotfixes, [management = ports.management] { return management->hotfix_ids(); });
  }
  if (!questions.activation_ids.empty()) {
    licences.emplace(k_wmi, limits.licences,
                     [management = ports.management, ids = questions.activation_ids] { return management->licences(ids); });
  }
  std::string why;
  if (versions) {
    auto read = versions->answer(why);
    if (!read) {
      collected.notes.push_back(why);
      read.emplace();
      for (ServiceProgram &program : programs) {
        read->push_back({program.module, std::move(program.path), {ReadStatus::error, {}}});
      }
    }
    add_program_versions(*read, host, collected.notes);
  }
  if (hotfixes) {
    const auto read = hotfixes->answer(why);
    add_hotfixes(read.value_or(ProbeRead<std::vector<std::string>>{}), host);
    if (!read) {
      collected.notes.push_back(why);
    }
  }
  if (licences) {
    if (const auto read = licences->answer(why)) {
      add_licences(*read, policy, host);
    } else {
      fail_group(host, host.facts.esu, ReadStatus::error, why);
    }
  }
}

} // namespace

CollectedHost collect_host(const HostPorts &ports, const Policy &policy, const ProbeLimits &limits) {
  Asked<RootsRead> roots(k_certificate_stores, limits.certificates,
                         [stores = ports.certificates, wanted = wanted_roots(policy)] { return read_roots(*stores, wanted); });
  Asked<ServicesRead> services(k_service_control_manager, limits.services,
                               [states = ports.services] { return read_services(*states); });
  Asked<SystemRead> system(k_registry, limits.registry, [ports] { return read_system(ports); });

  CollectedHost collected;
  AutoUpdate auto_update = AutoUpdate::unknown;
  std::vector<ServiceProgram> programs;
  std::string why;
  if (auto read = system.answer(why)) {
    collected = {std::move(read->facts.host), std::move(read->facts.notes)};
    auto_update = read->auto_update;
    programs = std::move(read->programs);
  } else {
    Facts &facts = collected.host.facts;
    for (Group *group : std::initializer_list<Group *>{&facts.os, &facts.updates, &facts.reboot, &facts.modules}) {
      fail_group(collected.host, *group, ReadStatus::error, why);
    }
  }
  ask_further(ports, policy, limits, std::move(programs), collected);
  take_roots(roots, auto_update, collected);
  take_services(services, collected);
  collected.host.facts.source = "probe";
  collected.host.facts.collected_at = ports.clock();
  return collected;
}

} // namespace acsgate
