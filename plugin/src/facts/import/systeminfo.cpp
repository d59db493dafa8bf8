#include "facts/import/systeminfo_report.hpp"

#include "base/text.hpp"
#include "facts/capture_text.hpp"
#include "facts/import/guessed_name.hpp"
#include "facts/import/hotfix_list.hpp"
#include "facts/import/importer.hpp"
#include "facts/import/windows_name.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace acsgate {

namespace {

using Rows = std::vector<SysteminfoRow>;

constexpr std::string_view k_systeminfo = "systeminfo";

/// The only row behind which the version stands, as an index. Errors say what the text is instead.
Result<std::size_t> find_version(const Rows &rows, const std::string &name) {
  const auto shows = [](const SysteminfoRow &row) { return version_in(row).has_value(); };
  const auto first = std::ranges::find_if(rows, shows);
  if (first == rows.end()) {
    const bool csv = !rows.empty() && rows.front().line.starts_with('"');
    return tl::unexpected(Error{ErrorKind::input, name,
                                csv ? "looks like a table with quotes, not like systeminfo's list"
                                    : "is not systeminfo's list: no row shows a version like 10.0.17763 N/A Build 17763",
                                "capture it with: systeminfo > FILE"});
  }
  if (std::find_if(first + 1, rows.end(), shows) != rows.end()) {
    return tl::unexpected(Error{ErrorKind::input, name, "holds more than one report of systeminfo", "import one file a host"});
  }
  return static_cast<std::size_t>(first - rows.begin());
}

/// `x64-based PC`: the word before the hyphen is the same in every language.
std::string_view arch_of(std::string_view system_type) {
  static constexpr std::pair<std::string_view, std::string_view> k_types[] = {
      {"x64-", "x64"}, {"x86-", "x86"}, {"arm64-", "arm64"}};
  const std::string lower = lower_ascii(system_type);
  for (const auto &[start, arch] : k_types) {
    if (lower.starts_with(start) && lower.find("pc") != std::string::npos) {
      return arch;
    }
  }
  return {};
}

/// Rows between the version and the first list, the processors, on what they agree.
std::string_view find_arch(std::span<const SysteminfoRow> rows) {
  std::string_view found;
  for (const SysteminfoRow &row : rows) {
    if (!row.items.empty()) {
      break;
    }
    const std::string_view arch = arch_of(value_of(row));
    if (!arch.empty() && !found.empty() && arch != found) {
      return {};
    }
    found = arch.empty() ? found : arch;
  }
  return found;
}

/// The domain stands in the row before the logon server, the only value that starts with two backslashes. A name without a dot
/// may be a workgroup's and tells nothing.
std::string_view find_domain(std::span<const SysteminfoRow> rows) {
  const auto is_server = [](const SysteminfoRow &row) { return value_of(row).starts_with("\\\\"); };
  const auto server = std::ranges::find_if(rows, is_server);
  if (server == rows.begin() || server == rows.end() || std::find_if(server + 1, rows.end(), is_server) != rows.end()) {
    return {};
  }
  const SysteminfoRow &row = *(server - 1);
  return row.items.empty() && is_dns_domain(value_of(row)) ? value_of(row) : std::string_view();
}

bool is_hotfix(std::string_view id) { return parse_hotfix_id(id).has_value() || is_lost_hotfix_id(id); }

/// Why the items of a row are not the whole list, or empty.
std::string why_incomplete(const SysteminfoRow &row) {
  const std::string shown = std::to_string(row.items.size());
  const auto announced = announced_items(row);
  if (!row.ended) {
    return "stops within the list of hotfixes";
  }
  if (!announced) {
    return "does not say how many hotfixes are installed";
  }
  if (*announced != row.items.size()) {
    return "shows " + shown + " of " + std::to_string(*announced) + " hotfixes"; // long lists are cut by systeminfo itself
  }
  const bool readable = row.only_items && std::ranges::none_of(row.items, is_damaged_hotfix_id);
  return readable ? std::string() : "has a list of hotfixes that can't be read whole";
}

/// Fills the list if the report shows all of it, else says why not.
Result<void> add_hotfixes(const Rows &rows, const std::string &name, UpdateFacts &updates, ImportSink &sink) {
  const auto lists_hotfixes = [](const SysteminfoRow &row) { return std::ranges::any_of(row.items, is_hotfix); };
  const auto list = std::ranges::find_if(rows, lists_hotfixes);
  std::string why = list == rows.end() ? "shows no hotfixes" : why_incomplete(*list);
  if (list != rows.end() && std::find_if(list + 1, rows.end(), lists_hotfixes) != rows.end()) {
    why = "has two lists that look like hotfixes";
  }
  if (!why.empty()) {
    sink.warning(why + ", so the list stays unknown; import wmic qfe or Get-HotFix too");
    return {};
  }
  HotfixList hotfixes;
  for (const std::string_view id : list->items) {
    const auto kb = parse_hotfix_id(id);
    if (kb && !hotfixes.add(*kb)) {
      return tl::unexpected(Error{ErrorKind::input, name,
                                  "lists more than " + std::to_string(k_max_listed_hotfixes) + " hotfixes",
                                  "check that this is one host's report"});
    }
  }
  updates.status = GroupStatus::ok;
  updates.source = k_systeminfo;
  updates.hotfixes = hotfixes.take();
  return {};
}

} // namespace

Result<void> import_systeminfo(const Capture &capture, const ImportOptions &options, ImportSink &sink) {
  const auto text = capture_text(capture.bytes, capture.name, options.code_page);
  if (!text) {
    return tl::unexpected(text.error());
  }
  const auto rows = split_systeminfo(text->text);
  if (!rows) {
    return tl::unexpected(
        Error{ErrorKind::input, capture.name,
              "has more than " + std::to_string(k_max_systeminfo_lines) + " lines, far more than systeminfo prints",
              "check that this is systeminfo's list"});
  }
  const auto version_row = find_version(*rows, capture.name);
  if (!version_row) {
    return tl::unexpected(version_row.error());
  }
  const SysteminfoVersion version = version_in((*rows)[*version_row]).value_or(SysteminfoVersion{});
  OwnedFacts host;
  Facts &facts = host.facts;
  facts.os.status = GroupStatus::ok;
  facts.os.source = k_systeminfo;
  facts.os.family = OsFamily::windows;
  facts.os.build = version.build;
  facts.os.service_pack = version.service_pack;
  // The order of the rows is the same in every language: host name, name of the system, version.
  if (*version_row >= 1) {
    const std::string_view product = value_of((*rows)[*version_row - 1]);
    facts.os.type = type_of_windows(product);
    facts.os.product_name = is_short_text(product) ? host.keep(std::string(product)) : FactText();
  }
  const std::span<const SysteminfoRow> rest = std::span(*rows).subspan(*version_row + 1);
  facts.os.arch = find_arch(rest);
  if (*version_row >= 2 && is_computer_name(value_of((*rows)[*version_row - 2]))) {
    facts.host.name = host.keep(std::string(value_of((*rows)[*version_row - 2])));
    const std::string_view domain = find_domain(rest);
    facts.host.fqdn = domain.empty() ? FactText() : host.keep(std::string(facts.host.name) + '.' + std::string(domain));
  }
  if (const auto added = add_hotfixes(*rows, capture.name, facts.updates, sink); !added) {
    return added;
  }
  warn_of_guessed_name(*text, facts.host.name, sink);
  sink.host(std::move(host));
  return {};
}

} // namespace acsgate
