#include "facts/import/configmgr_columns.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace acsgate {

namespace {

constexpr std::string_view k_label = "label.";
constexpr std::string_view k_no_such_column = "-";
constexpr std::size_t k_max_labels = 256; ///< see fact_words.hpp

/// Columns of v_R_System, v_GS_OPERATING_SYSTEM, v_GS_QUICK_FIX_ENGINEERING, v_CombinedDeviceResources, v_GS_WORKSTATION_STATUS
/// and CMPivot, and what people call them. Lower case, without blanks, hyphens and underscores and without the 0 that the views
/// add; the first that is there is taken. Certificate columns have no name of their own: what they hold has to be said.
struct FieldRow {
  std::string_view name;
  std::array<std::string_view, 7> columns;
};

constexpr std::array<FieldRow, k_configmgr_fields> k_fields{{
    {"device", {"device", "devicename", "netbiosname", "name", "computername", "machinename", "hostname"}},
    {"id", {"resourceid", "smsuniqueidentifier", "smsid"}},
    {"fqdn", {"fqdn"}},
    {"domain", {"fulldomainname", "dnsdomain"}},
    {"os", {"caption", "operatingsystem", "osname", "operatingsystemnameand", "operatingsystemnameandversion", "os"}},
    {"type", {"producttype", "osproducttype", "installationtype"}},
    {"build", {"buildext", "osbuild", "build01", "build", "buildnumber", "currentbuild", "currentbuildnumber"}},
    {"ubr", {"ubr"}},
    {"arch", {"osarchitecture", "architecture", "arch"}},
    {"hotfixes", {"hotfixid", "hotfixes", "hotfixids"}},
    {"thumbprints", {}},
    {"disallowed", {}},
    {"root", {}},
    {"agent", {"agentversion"}},
    {"pending", {"clientstate"}},
    {"collected", {"collected", "collectedat", "lasthwscan"}},
}};

std::string plain(std::string_view name) {
  std::string plain = lower_ascii(trimmed(name));
  std::erase_if(plain, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  const bool view_column =
      plain.size() > 1 && plain.back() == '0' && plain[plain.size() - 2] >= 'a' && plain[plain.size() - 2] <= 'z';
  if (view_column) {
    plain.pop_back();
  }
  return plain;
}

bool is_label(std::string_view field) { return field.starts_with(k_label); }

std::optional<std::size_t> field_of(std::string_view name) {
  const auto row = std::ranges::find(k_fields, name, &FieldRow::name);
  return row == k_fields.end() ? std::nullopt : std::optional(static_cast<std::size_t>(row - k_fields.begin()));
}

struct Header {
  std::vector<std::string> lower;
  std::vector<std::string> plain;

  explicit Header(std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
      lower.push_back(lower_ascii(trimmed(name)));
      plain.push_back(acsgate::plain(name));
    }
  }
};

std::size_t column_named(const std::vector<std::string> &names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? k_no_column : static_cast<std::size_t>(found - names.begin());
}

std::size_t default_column(const Header &header, const FieldRow &row) {
  for (const std::string_view name : row.columns) {
    const std::size_t column = name.empty() ? k_no_column : column_named(header.plain, name);
    if (column != k_no_column) {
      return column;
    }
  }
  return k_no_column;
}

std::string list_of(std::span<const std::string_view> header) {
  std::string list;
  for (const std::string_view name : header) {
    list += (list.empty() ? "" : ", ") + printable(trimmed(name), 40);
    if (list.size() > 400) {
      return list + ", ...";
    }
  }
  return list;
}

} // namespace

std::string_view name_of(ConfigMgrField field) { return k_fields[static_cast<std::size_t>(field)].name; }

Result<void> check_choices(const ColumnChoices &choices) {
  std::vector<std::string_view> fields;
  std::string list;
  for (const FieldRow &row : k_fields) {
    fields.push_back(row.name);
    list += std::string(row.name) + ", ";
  }
  const auto refuse = [](std::string what, std::string fix) {
    return tl::unexpected(Error{ErrorKind::usage, "", std::move(what), std::move(fix)});
  };
  if (std::ranges::count_if(choices, is_label, &ColumnChoices::value_type::first) > static_cast<std::ptrdiff_t>(k_max_labels)) {
    return refuse("--column names more than " + std::to_string(k_max_labels) + " labels", "name fewer");
  }
  for (const auto &[field, column] : choices) {
    const std::string shown = "--column " + printable(std::string(field).append(1, '=').append(column), 80);
    if (is_label(field) ? field.size() == k_label.size() : !field_of(field)) {
      return refuse(shown + " names a field that does not exist" + did_you_mean(field, fields),
                    "use one of " + list + "label.NAME");
    }
    if (std::ranges::count(choices, field, &ColumnChoices::value_type::first) > 1) {
      return refuse(shown + " names a field that is given twice", "give each field once");
    }
  }
  return {};
}

Result<ConfigMgrColumns> find_columns(std::span<const std::string_view> names, const ColumnChoices &choices,
                                      const std::string &where) {
  const Header header(names);
  const auto refuse = [&where](std::string what, std::string fix) {
    return tl::unexpected(Error{ErrorKind::input, where, std::move(what), std::move(fix)});
  };
  ConfigMgrColumns columns;
  columns.count = names.size();
  for (std::size_t field = 0; field < k_configmgr_fields; ++field) {
    const std::size_t column = default_column(header, k_fields[field]);
    columns.fields[field] = column;
  }
  for (const auto &[field, name] : choices) {
    const std::size_t column = name == k_no_such_column ? k_no_column : column_named(header.lower, lower_ascii(trimmed(name)));
    if (name != k_no_such_column && column == k_no_column) {
      std::vector<std::string_view> candidates(names.begin(), names.end());
      return refuse("has no column \"" + printable(name, 80) + '"' + did_you_mean(name, candidates),
                    "its columns are " + list_of(names));
    }
    if (is_label(field)) {
      columns.labels.emplace_back(field.substr(k_label.size()), column);
    } else if (const auto place = field_of(field)) {
      columns.fields[*place] = column;
    }
  }
  std::erase_if(columns.labels, [](const auto &label) { return label.second == k_no_column; });
  std::vector<std::size_t> used(columns.fields.begin(), columns.fields.end());
  for (const auto &label : columns.labels) {
    used.push_back(label.second);
  }
  for (const std::size_t column : used) {
    if (column != k_no_column && std::ranges::count(header.lower, header.lower[column]) > 1) {
      return refuse("has several columns \"" + printable(names[column], 80) + '"', "give each column a name of its own");
    }
  }
  const auto missing = [&columns](ConfigMgrField field) { return columns[field] == k_no_column; };
  if (missing(ConfigMgrField::device) && missing(ConfigMgrField::fqdn)) {
    return refuse("has no column that names the host", "name it with --column device=COLUMN; its columns are " + list_of(names));
  }
  return columns;
}

std::size_t known_columns(std::span<const std::string_view> names, const ColumnChoices &choices) {
  const Header header(names);
  const auto is_default = [&header](const FieldRow &row) { return default_column(header, row) != k_no_column; };
  const auto is_chosen = [&header](const auto &choice) {
    return column_named(header.lower, lower_ascii(trimmed(choice.second))) != k_no_column;
  };
  return static_cast<std::size_t>(std::ranges::count_if(k_fields, is_default) + std::ranges::count_if(choices, is_chosen));
}

} // namespace acsgate
