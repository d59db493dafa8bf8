#include "facts/import/hotfixes_layouts.hpp"

#include "base/text.hpp"
#include "facts/import/windows_name.hpp"

namespace acsgate {

namespace {

/// PowerShell cuts what does not fit its column.
bool is_cut(std::string_view text) { return text.ends_with("...") || text.ends_with("\u2026"); }

} // namespace

tl::unexpected<Error> HotfixEntries::refuse(std::size_t line, std::string what, std::string fix) const {
  const std::string where = line == 0 ? m_capture : m_capture + ':' + std::to_string(line);
  return tl::unexpected(Error{ErrorKind::input, where, std::move(what), std::move(fix)});
}

Result<void> HotfixEntries::add(std::string_view id, std::string_view host, std::size_t line) {
  id = trimmed(id);
  host = trimmed(host);
  if (id.empty() || is_cut(id) || is_damaged_hotfix_id(id)) {
    return refuse(line, id.empty() ? "shows no hotfix id" : "shows a hotfix id that is not whole: \"" + printable(id, 80) + '"',
                  "capture it again, for instance with: Get-HotFix | Export-Csv FILE");
  }
  if (!host.empty() && m_host.empty()) {
    m_host = host;
  } else if (!host.empty() && lower_ascii(host) != lower_ascii(m_host)) {
    return refuse(line, "is of host \"" + printable(host, 80) + "\", lines before it of \"" + printable(m_host, 80) + '"',
                  "import one file a host");
  }
  ++m_entries;
  const auto kb = parse_hotfix_id(id);
  if (!kb) {
    return {}; // `File 1`, or a number of something else that no policy asks for
  }
  if (m_hotfixes.holds(*kb)) {
    m_repeated_line = m_repeated_line == 0 ? line : m_repeated_line;
  }
  if (!m_hotfixes.add(*kb)) {
    return refuse(line, "is past the " + std::to_string(k_max_listed_hotfixes) + " hotfixes that a host may have",
                  "check that this is the list of one host");
  }
  return {};
}

Result<void> HotfixEntries::finish(OwnedFacts &host, std::string_view source) {
  if (m_entries == 0) {
    return refuse(0, "lists no hotfix", "check that the tool ran without errors and was allowed to read them");
  }
  HostFacts &names = host.facts.host;
  if (is_dns_domain(m_host)) {
    names.fqdn = host.keep(m_host);
    names.name = names.fqdn.substr(0, names.fqdn.find('.'));
  } else if (is_computer_name(m_host) && !is_cut(m_host) && lower_ascii(m_host) != "localhost") {
    names.name = host.keep(m_host);
  }
  // Every host has some hotfix that the others have too.
  if (names.name.empty() && m_repeated_line != 0) {
    return refuse(m_repeated_line, "repeats a hotfix, and no host is named: the lists of several hosts may be in one",
                  "import one file a host, each hotfix once");
  }
  UpdateFacts &updates = host.facts.updates;
  updates.status = GroupStatus::ok;
  updates.source = source;
  updates.hotfixes = m_hotfixes.take();
  return {};
}

} // namespace acsgate
