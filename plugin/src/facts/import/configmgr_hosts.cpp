#include "facts/import/configmgr_hosts.hpp"

#include "base/text.hpp"
#include "base/version.hpp"
#include "facts/import/configmgr_values.hpp"
#include "facts/import/windows_name.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_agents = 64; ///< installed on one host, left-over entries included

/// Lines that tools add to a table: `-----,-----` below the header and `(123 rows affected)`, in any language, at its end.
bool is_decoration(const CsvRow &row) {
  const auto is_rule = [](std::string_view cell) {
    return !trimmed(cell).empty() && trimmed(cell).find_first_not_of('-') == std::string_view::npos;
  };
  if (std::ranges::all_of(row.cells, is_rule) || std::ranges::all_of(row.cells, is_empty_cell)) {
    return true;
  }
  const std::string_view first = trimmed(row.cells.front());
  return row.cells.size() == 1 && first.size() > 2 && first[0] == '(' && first[1] >= '0' && first[1] <= '9' &&
         first.ends_with(')');
}

} // namespace

HostFacts ConfigMgrHosts::identity_of(std::string_view device, std::string_view id, std::string_view fqdn) {
  HostFacts host;
  host.id = id;
  host.fqdn = fqdn.empty() && is_dns_domain(device) ? device : fqdn;
  host.name = is_dns_domain(device) ? device.substr(0, device.find('.')) : device;
  return host;
}

std::string_view ConfigMgrHosts::cell(const CsvRow &row, ConfigMgrField field) const {
  const std::size_t column = m_columns[field];
  return column == k_no_column || is_empty_cell(row.cells[column]) ? std::string_view() : trimmed(row.cells[column]);
}

Result<void> ConfigMgrHosts::lose(std::size_t line, std::string what, std::string fix) {
  m_sink.bad_host({ErrorKind::input, m_file + ':' + std::to_string(line), std::move(what), std::move(fix)});
  if (++m_lost_rows > k_max_bad_rows) {
    return tl::unexpected(Error{ErrorKind::input, m_file, "more than " + std::to_string(k_max_bad_rows) + " rows can't be read",
                                "check that this is a CSV file with one header"});
  }
  return {};
}

ConfigMgrHosts::Host *ConfigMgrHosts::host_of(const CsvRow &row) {
  const std::string_view device = cell(row, ConfigMgrField::device);
  const std::string_view id = cell(row, ConfigMgrField::id);
  const std::string_view fqdn = cell(row, ConfigMgrField::fqdn);
  const auto same = [&](const Host &host) {
    return value(host, ConfigMgrField::device) == device && value(host, ConfigMgrField::id) == id &&
           value(host, ConfigMgrField::fqdn) == fqdn;
  };
  if (m_last < m_hosts.size() && same(m_hosts[m_last])) {
    return &m_hosts[m_last];
  }
  const auto group = m_groups.place(identity_of(device, id, fqdn));
  if (!group) {
    return nullptr;
  }
  if (*group == m_hosts.size()) {
    m_hosts.emplace_back().line = row.line;
  }
  m_last = *group;
  return &m_hosts[m_last];
}

Result<void> ConfigMgrHosts::add(const CsvRow &row) {
  if (is_decoration(row)) {
    return {};
  }
  if (row.damaged) {
    return lose(row.line, "text stands behind a closing quote", "double the quotes inside of quoted cells");
  }
  if (row.cells.size() != m_columns.count) {
    return lose(row.line,
                "has " + std::to_string(row.cells.size()) + " cells, but the header has " + std::to_string(m_columns.count),
                "check that cells which hold separators are quoted");
  }
  Host *host = host_of(row);
  if (host == nullptr) {
    const std::string name = printable(cell(row, ConfigMgrField::device), 80);
    return lose(row.line, name.empty() ? "names no host" : "host \"" + name + "\" could be either of several",
                name.empty() ? "leave such rows out" : "add a column with the resource id");
  }
  if (m_hosts.size() > k_max_configmgr_hosts) {
    return tl::unexpected(Error{ErrorKind::input, m_file, "holds more than " + std::to_string(k_max_configmgr_hosts) + " hosts",
                                "export them in several files"});
  }
  if (!host->bad) {
    read(row, *host);
  }
  return {};
}

void ConfigMgrHosts::read(const CsvRow &row, Host &host) {
  m_several_rows = m_several_rows || host.rows == 1;
  host.rows = host.rows == 0 ? 1 : 2;
  for (std::size_t at = 0; at < k_values; ++at) {
    unite(host.values[at], cell(row, k_single[at]), name_of(k_single[at]), row, host);
  }
  host.labels.resize(m_columns.labels.size());
  for (std::size_t at = 0; at < host.labels.size(); ++at) {
    const std::string_view text = row.cells[m_columns.labels[at].second];
    unite(host.labels[at], is_empty_cell(text) ? std::string_view() : trimmed(text), m_columns.labels[at].first, row, host);
  }
  read_lists(row, host);
  const std::string_view collected = cell(row, ConfigMgrField::collected);
  if (!collected.empty()) {
    const auto time = parse_time_cell(collected);
    if (!time) {
      refuse_cell(host, row.line, name_of(ConfigMgrField::collected), collected,
                  "a time like 2026-11-22T10:00:00Z (--column collected=- leaves the column out)");
      return;
    }
    host.collected = host.collected ? std::min(*host.collected, *time) : *time;
  }
}

void ConfigMgrHosts::read_lists(const CsvRow &row, Host &host) {
  const auto list = [&](ConfigMgrField field, auto &values, auto take, std::string_view expected) {
    const std::string_view text = cell(row, field);
    if (text.empty()) {
      return; // what it would list is not known
    }
    host.cut = host.cut || may_be_cut(row.cells[m_columns[field]]);
    if (!values) {
      values.emplace();
    }
    if (!take(text, *values) && !host.cut) {
      refuse_cell(host, row.line, name_of(field), text, expected);
    }
  };
  list(ConfigMgrField::hotfixes, host.hotfixes, add_hotfix_cell, "hotfix ids like KB5005625, or \"none\"");
  list(ConfigMgrField::thumbprints, host.present, add_thumbprint_cell, "thumbprints of 40 or 64 hex digits, or \"none\"");
  list(ConfigMgrField::disallowed, host.disallowed, add_thumbprint_cell, "thumbprints of 40 or 64 hex digits, or \"none\"");
  const auto add_agent = [](std::string_view text, std::vector<std::string_view> &agents) {
    const bool known = std::ranges::find(agents, text) != agents.end();
    if (!known) {
      agents.push_back(text);
    }
    return parse_version(text).has_value() && agents.size() <= k_max_agents;
  };
  list(ConfigMgrField::agent, host.agents, add_agent, "a version like 20.0.0-6690, at most 64 of them");
}

void ConfigMgrHosts::unite(std::string_view &known, std::string_view found, std::string_view name, const CsvRow &row,
                           Host &host) {
  if (known.empty()) {
    known = found;
  } else if (!found.empty() && known != found && lower_ascii(known) != lower_ascii(found)) {
    refuse(host, row.line,
           "contradicts an earlier row of the host: \"" + std::string(name) + "\" is \"" + printable(found, 80) +
               "\" here and \"" + printable(known, 80) + "\" before",
           "export the newest record of the host only, or add a column with the resource id");
  }
}

void ConfigMgrHosts::refuse(Host &host, std::size_t line, std::string what, std::string fix) {
  if (!host.bad) {
    const std::string_view device = value(host, ConfigMgrField::device);
    const std::string name = printable(device.empty() ? value(host, ConfigMgrField::fqdn) : device, 80);
    host.bad = std::make_unique<Error>(Error{ErrorKind::input, m_file + ':' + std::to_string(line),
                                             "host \"" + name + "\": " + std::move(what), std::move(fix)});
  }
}

void ConfigMgrHosts::refuse_cell(Host &host, std::size_t line, std::string_view field, std::string_view cell,
                                 std::string_view expected) {
  refuse(host, line, '"' + std::string(field) + "\" must be " + std::string(expected) + ", not \"" + printable(cell, 80) + '"',
         "export the column as text");
}

void ConfigMgrHosts::finish() {
  const bool incomplete = m_lost_rows > 0 && m_several_rows;
  for (Host &host : m_hosts) {
    if (incomplete || host.cut) {
      host.hotfixes.reset();
      host.present.reset();
      host.disallowed.reset();
      host.agents.reset();
    }
    OwnedFacts facts;
    if (!host.bad) {
      facts = facts_of(host);
    }
    if (host.bad) {
      m_sink.bad_host(std::move(*host.bad));
      continue;
    }
    m_cut += host.cut ? 1 : 0;
    m_sink.host(std::move(facts));
  }
  if (incomplete) {
    m_sink.warning("rows could not be read, and hosts have several rows each, so that lists may lack some entries: hotfixes, "
                   "certificates and installed Agents stay unknown");
  }
  warn();
}

void ConfigMgrHosts::warn() {
  if (m_cut > 0) {
    m_sink.warning("a list of " + std::to_string(m_cut) +
                   " host(s) is as long as a tool's limit and may be cut off: their hotfixes, certificates and installed Agents "
                   "stay unknown");
  }
  if (m_unnamed_restarts > 0) {
    m_sink.warning(std::to_string(m_unnamed_restarts) +
                   " host(s) wait for a restart; for which reason is not told, so whether one is pending stays unknown");
  }
}

} // namespace acsgate
