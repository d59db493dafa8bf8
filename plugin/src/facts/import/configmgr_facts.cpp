#include "base/text.hpp"
#include "facts/fact_values.hpp"
#include "facts/import/configmgr_hosts.hpp"
#include "facts/import/configmgr_values.hpp"
#include "facts/import/hotfix_list.hpp"
#include "facts/import/windows_name.hpp"
#include "facts/import/windows_version.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_configmgr = "configmgr-csv";
/// Microsoft Identity Verification Root Certificate Authority 2020 (SHA-1), which the column `root` is about.
constexpr std::string_view k_root = "F40042E2E5F7E8EF8189FED15519AECE42C3BFA2";

void mark(Group &group) {
  group.status = GroupStatus::ok;
  group.source = k_configmgr;
}

std::vector<Thumbprint> each_once(std::vector<Thumbprint> thumbprints) {
  const auto less = [](const Thumbprint &left, const Thumbprint &right) {
    return left.size != right.size ? left.size < right.size : left.bytes < right.bytes;
  };
  std::ranges::sort(thumbprints, less);
  const auto rest = std::ranges::unique(thumbprints);
  thumbprints.erase(rest.begin(), rest.end());
  return thumbprints;
}

} // namespace

std::string_view ConfigMgrHosts::value(const Host &host, ConfigMgrField field) const {
  return host.values[static_cast<std::size_t>(std::ranges::find(k_single, field) - k_single.begin())];
}

OwnedFacts ConfigMgrHosts::facts_of(Host &host) {
  OwnedFacts owned;
  Facts &facts = owned.facts;
  const auto keep = [&](std::string_view text, std::string_view field) {
    if (text.size() > k_max_text) {
      refuse_cell(host, host.line, field, text, "at most 256 bytes long");
    }
    return owned.keep(std::string(text));
  };
  const std::string_view domain = value(host, ConfigMgrField::domain);
  const HostFacts named =
      identity_of(value(host, ConfigMgrField::device), value(host, ConfigMgrField::id), value(host, ConfigMgrField::fqdn));
  facts.host.id = keep(named.id, name_of(ConfigMgrField::id));
  facts.host.name = keep(named.name, name_of(ConfigMgrField::device));
  facts.host.fqdn = keep(named.fqdn, name_of(ConfigMgrField::fqdn));
  if (facts.host.fqdn.empty() && !facts.host.name.empty() && is_dns_domain(domain)) {
    facts.host.fqdn = owned.keep(std::string(named.name) + '.' + std::string(domain));
  }
  for (std::size_t at = 0; at < host.labels.size(); ++at) {
    const std::string &name = m_columns.labels[at].first;
    if (!host.labels[at].empty()) {
      facts.host.labels.emplace_back(owned.keep(name), keep(host.labels[at], name));
    }
  }
  facts.collected_at = host.collected;
  read_system(host, facts.os);
  facts.os.product_name = keep(facts.os.product_name, name_of(ConfigMgrField::os));
  if (host.hotfixes) {
    HotfixList list;
    const bool fits = std::ranges::all_of(*host.hotfixes, [&list](Kb kb) { return list.add(kb); });
    if (!fits) {
      refuse(host, host.line, "has more than " + std::to_string(k_max_listed_hotfixes) + " hotfixes", "check the export");
    }
    facts.updates.hotfixes = list.take();
    mark(facts.updates);
  }
  read_roots(host, facts.roots);
  read_pending(host, facts.reboot);
  if (host.agents) {
    facts.modules.items.emplace();
    for (const std::string_view version : *host.agents) {
      facts.modules.items->push_back({"agent", owned.keep(std::string(version)), {}});
    }
    mark(facts.modules);
  }
  return owned;
}

/// Of another system than Windows nothing but its name and architecture means anything here.
void ConfigMgrHosts::read_system(Host &host, OsFacts &os) {
  const std::string_view system = value(host, ConfigMgrField::os);
  os.product_name = system;
  os.family = family_of_system(system);
  os.arch = architecture_of(value(host, ConfigMgrField::arch));
  if (os.family != OsFamily::other) {
    const std::string_view type = value(host, ConfigMgrField::type);
    const auto given = parse_type_cell(type);
    if (!type.empty() && !given) {
      refuse_cell(host, host.line, name_of(ConfigMgrField::type), type, "1, 2, 3, \"client\" or \"server\"");
    }
    const OsType named = type_of_system(system);
    const bool contradiction =
        given && named != OsType::unknown && *given != named; // Windows 10 multi-session calls itself a server
    os.type = contradiction ? OsType::unknown : given.value_or(named);
    read_build(host, os);
    if (os.family == OsFamily::unknown && host.hotfixes && !host.hotfixes->empty()) {
      os.family = OsFamily::windows;
    }
  }
  if (os.family != OsFamily::unknown || os.type != OsType::unknown || os.build || os.ubr || !os.arch.empty() || !system.empty()) {
    mark(os);
  }
}

void ConfigMgrHosts::read_build(Host &host, OsFacts &os) {
  const std::string_view build_cell = value(host, ConfigMgrField::build);
  const std::string_view ubr_cell = value(host, ConfigMgrField::ubr);
  const auto build = parse_build_cell(build_cell);
  const auto ubr = parse_ubr_cell(ubr_cell);
  if (!build_cell.empty() && !build) {
    refuse_cell(host, host.line, name_of(ConfigMgrField::build), build_cell, "a build like 10.0.17763.2210, 10.0.17763 or 17763");
  }
  if (!ubr_cell.empty() && !ubr) {
    refuse_cell(host, host.line, name_of(ConfigMgrField::ubr), ubr_cell, "a number from 0 to 65535");
  }
  if (build) {
    os.build = build->build;
    os.ubr = build->ubr;
    os.family = os.family == OsFamily::unknown && build->is_version ? OsFamily::windows : os.family;
  }
  if (!ubr || *ubr == 0) {
    return; // no Windows has revision 0: it was not read
  }
  if (os.ubr && os.ubr != ubr) {
    refuse(host, host.line, "its build says revision " + std::to_string(*os.ubr) + ", but \"ubr\" is " + std::to_string(*ubr),
           "leave one of them out: --column ubr=- or --column build=COLUMN");
  }
  os.ubr = ubr;
}

void ConfigMgrHosts::read_roots(Host &host, RootFacts &roots) {
  if (host.present) {
    roots.present = each_once(std::move(*host.present));
  }
  if (host.disallowed) {
    roots.disallowed = each_once(std::move(*host.disallowed));
  }
  const std::string_view text = value(host, ConfigMgrField::root);
  const auto there = parse_presence_cell(text);
  if (!text.empty() && !there) {
    refuse_cell(host, host.line, name_of(ConfigMgrField::root), text, "\"present\" or \"absent\"");
  }
  if (there) {
    const Thumbprint root = parse_thumbprint(k_root).value_or(Thumbprint{});
    const bool listed = roots.present && std::ranges::find(*roots.present, root) != roots.present->end();
    if (roots.present && listed != *there) {
      refuse(host, host.line, "\"root\" contradicts \"thumbprints\"", "leave one of them out");
    } else if (!roots.present) {
      roots.present = *there ? std::vector{root} : std::vector<Thumbprint>();
    }
  }
  if (roots.present || roots.disallowed) {
    mark(roots);
  }
}

void ConfigMgrHosts::read_pending(Host &host, RebootFacts &reboot) {
  const std::string_view text = value(host, ConfigMgrField::pending);
  const auto pending = parse_pending_cell(text);
  if (!text.empty() && !pending) {
    refuse_cell(host, host.line, name_of(ConfigMgrField::pending), text,
                "ConfigMgr's ClientState (0 to 15), names like cbs and windows-update, or \"none\"");
  }
  if (pending && pending->signals) {
    reboot.pending = pending->signals;
    mark(reboot);
  } else if (pending && pending->restart) {
    ++m_unnamed_restarts;
  }
}

} // namespace acsgate
