#include "facts/import/configmgr_values.hpp"

#include "base/text.hpp"
#include "facts/fact_values.hpp"
#include "facts/import/hotfix_list.hpp"
#include "facts/import/windows_name.hpp"
#include "facts/import/windows_version.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace acsgate {

namespace {

constexpr std::string_view k_list_ends = ",;|\t\r\n";
constexpr std::string_view k_blanks = " \t\r\n";
constexpr std::string_view k_none = "none";

/// Calls `take` for each part between separators that is not blank, until it answers false. False also where there is no part:
/// separators alone are no empty list.
template <class Take> bool each_part(std::string_view cell, std::string_view separators, const Take &take) {
  bool any = false;
  for (std::size_t start = 0; start < cell.size();) {
    const std::size_t end = std::min(cell.find_first_of(separators, start), cell.size());
    const std::string_view part = trimmed(cell.substr(start, end - start));
    if (!part.empty() && !take(part)) {
      return false;
    }
    any = any || !part.empty();
    start = end + 1;
  }
  return any;
}

/// A hotfix id may hold blanks (`KB2742604 - QFE`), so that it is tried as a whole before it is taken apart.
bool add_hotfix(std::string_view part, std::vector<Kb> &hotfixes) {
  if (is_lost_hotfix_id(part)) {
    return true;
  }
  const auto kb = parse_hotfix_id(part);
  if (kb) {
    hotfixes.push_back(*kb);
  }
  return kb.has_value();
}

std::optional<PendingCell> flags_cell(unsigned long flags) {
  PendingCell cell;
  cell.restart = flags != 0;
  if ((flags & 12U) != 0) {
    static constexpr std::pair<unsigned long, std::string_view> k_flags[] = {
        {1, "configmgr"}, {2, "file-rename"}, {4, "windows-update"}, {8, "cbs"}};
    cell.signals.emplace();
    for (const auto &[flag, signal] : k_flags) {
      if ((flags & flag) != 0) {
        cell.signals->push_back(signal);
      }
    }
  }
  return cell;
}

} // namespace

bool is_empty_cell(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  return text.empty() || text == "NULL";
}

bool may_be_cut(std::string_view cell) {
  static constexpr std::size_t k_lengths[] = {255, 256, 4000, 8000, 8192, 32767, 65535};
  return std::ranges::find(k_lengths, cell.size()) != std::end(k_lengths);
}

std::optional<BuildCell> parse_build_cell(std::string_view cell) {
  static constexpr std::uint32_t k_largest_ubr = 65535; // larger ones are the service pack that .NET puts there
  if (const auto build = parse_windows_build(cell)) {
    return BuildCell{*build, std::nullopt, false};
  }
  const auto version = parse_windows_version(cell);
  if (!version || version->fourth.value_or(0) > k_largest_ubr) {
    return std::nullopt;
  }
  return BuildCell{version->build, version->fourth.value_or(0) == 0 ? std::nullopt : version->fourth, true};
}

std::optional<std::uint32_t> parse_ubr_cell(std::string_view cell) {
  unsigned long ubr = 0;
  return parse_decimal(cell, 65535, ubr) ? std::optional(static_cast<std::uint32_t>(ubr)) : std::nullopt;
}

OsFamily family_of_system(std::string_view name) {
  static constexpr std::string_view k_windows[] = {"windows", "hyper-v server", "azure stack hci"};
  static constexpr std::string_view k_others[] = {"linux",   "ubuntu", "debian", "centos",  "suse",     "red hat", "macos",
                                                  "mac os",  "os x",   "darwin", "solaris", "hp-ux",    "aix ",    "freebsd",
                                                  "android", "ipados", "iphone", "esxi",    "chrome os"};
  const std::string lower = lower_ascii(name);
  const auto holds = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
  return std::ranges::any_of(k_windows, holds)  ? OsFamily::windows
         : std::ranges::any_of(k_others, holds) ? OsFamily::other
                                                : OsFamily::unknown;
}

OsType type_of_system(std::string_view name) {
  return name.find("Windows NT Workstation") != std::string_view::npos ? OsType::client : type_of_windows(name);
}

std::optional<OsType> parse_type_cell(std::string_view cell) {
  static constexpr std::pair<std::string_view, OsType> k_types[] = {
      {"1", OsType::client},           {"2", OsType::server},           {"3", OsType::server},
      {"client", OsType::client},      {"server", OsType::server},      {"workstation", OsType::client},
      {"server core", OsType::server}, {"nano server", OsType::server}, {"domain controller", OsType::server}};
  const auto type = std::ranges::find(k_types, lower_ascii(cell), &std::pair<std::string_view, OsType>::first);
  return type == std::end(k_types) ? std::nullopt : std::optional(type->second);
}

bool add_hotfix_cell(std::string_view cell, std::vector<Kb> &hotfixes) {
  return lower_ascii(trimmed(cell)) == k_none || each_part(cell, k_list_ends, [&](std::string_view part) {
           return add_hotfix(part, hotfixes) ||
                  each_part(part, k_blanks, [&](std::string_view word) { return add_hotfix(word, hotfixes); });
         });
}

bool add_thumbprint_cell(std::string_view cell, std::vector<Thumbprint> &thumbprints) {
  static constexpr std::string_view k_ends = ",;| \t\r\n";
  return lower_ascii(trimmed(cell)) == k_none || each_part(cell, k_ends, [&](std::string_view part) {
           const auto thumbprint = parse_thumbprint(part);
           if (thumbprint) {
             thumbprints.push_back(*thumbprint);
           }
           return thumbprint.has_value();
         });
}

std::optional<bool> parse_presence_cell(std::string_view cell) {
  static constexpr std::pair<std::string_view, bool> k_words[] = {{"present", true}, {"absent", false}, {"true", true},
                                                                  {"false", false},  {"yes", true},     {"no", false},
                                                                  {"1", true},       {"0", false}};
  const auto word = std::ranges::find(k_words, lower_ascii(cell), &std::pair<std::string_view, bool>::first);
  return word == std::end(k_words) ? std::nullopt : std::optional(word->second);
}

std::optional<PendingCell> parse_pending_cell(std::string_view cell) {
  static constexpr std::string_view k_signals[] = {"cbs",       "windows-update", "file-rename",
                                                   "configmgr", "server-manager", "computer-rename"};
  static constexpr unsigned long k_all_flags = 15;
  unsigned long flags = 0;
  if (parse_decimal(cell, k_all_flags, flags)) {
    return flags_cell(flags);
  }
  const std::string lower = lower_ascii(cell);
  if (lower == "true" || lower == "false") {
    return PendingCell{std::nullopt, lower == "true"};
  }
  PendingCell pending;
  pending.signals.emplace();
  const bool known = lower == k_none || each_part(lower, k_list_ends, [&](std::string_view part) {
                       const auto signal = std::ranges::find(k_signals, part);
                       if (signal != std::end(k_signals)) {
                         pending.signals->push_back(*signal);
                       }
                       return signal != std::end(k_signals);
                     });
  pending.restart = !pending.signals->empty();
  return known ? std::optional(std::move(pending)) : std::nullopt;
}

std::optional<Timestamp> parse_time_cell(std::string_view cell) {
  static constexpr std::size_t k_date_end = 10;
  static constexpr std::string_view k_furthest_east = "+14:00"; // Kiribati: the first to reach a local time
  std::string text(cell);
  if (text.size() > k_date_end && text[k_date_end] == ' ') {
    text[k_date_end] = 'T';
  }
  std::erase(text, ' ');
  const auto time = parse_timestamp(text);
  return time ? time : parse_timestamp(text.append(k_furthest_east));
}

} // namespace acsgate
