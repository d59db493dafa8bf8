#pragma once

#include "facts/host_groups.hpp"
#include "facts/import/configmgr_columns.hpp"
#include "facts/import/csv_rows.hpp"
#include "facts/import/importer.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Most hosts of one file; each costs some hundred bytes until the end.
inline constexpr std::size_t k_max_configmgr_hosts = 200000;
/// Most rows that can't be read; with more of them it is no table.
inline constexpr std::size_t k_max_bad_rows = 10000;

/// Brings the rows of one host together, since joins give one row a hotfix, and tells the hosts at the end. Rows of a host that
/// contradict each other, or that hold a value which can't be read, make it a bad host.
class ConfigMgrHosts {
public:
  /// `file` is for messages. All arguments, and the text of the rows, outlive the object.
  ConfigMgrHosts(const ConfigMgrColumns &columns, const std::string &file, ImportSink &sink)
      : m_columns(columns), m_file(file), m_sink(sink) {}

  /// An error means that the file is too large to go on.
  [[nodiscard]] Result<void> add(const CsvRow &row);
  void finish();

private:
  /// Fields of which a host has one value.
  static constexpr std::size_t k_values = 11;
  struct Host {
    std::size_t line = 0;
    std::size_t rows = 0;
    std::array<std::string_view, k_values> values; ///< in the order of k_single
    std::vector<std::string_view> labels;          ///< in the order of the columns
    std::optional<std::vector<Kb>> hotfixes;
    std::optional<std::vector<Thumbprint>> present;
    std::optional<std::vector<Thumbprint>> disallowed;
    std::optional<std::vector<std::string_view>> agents;
    std::optional<Timestamp> collected;
    bool cut = false; ///< a list of it may lack its end
    std::unique_ptr<Error> bad;
  };
  static constexpr std::array<ConfigMgrField, k_values> k_single{
      ConfigMgrField::device, ConfigMgrField::id,   ConfigMgrField::fqdn,   ConfigMgrField::domain,
      ConfigMgrField::os,     ConfigMgrField::type, ConfigMgrField::build,  ConfigMgrField::ubr,
      ConfigMgrField::arch,   ConfigMgrField::root, ConfigMgrField::pending};

  static constexpr std::size_t k_max_text = 256;

  /// A device may be given by its full name.
  [[nodiscard]] static HostFacts identity_of(std::string_view device, std::string_view id, std::string_view fqdn);
  [[nodiscard]] std::string_view cell(const CsvRow &row, ConfigMgrField field) const;
  [[nodiscard]] std::string_view value(const Host &host, ConfigMgrField field) const;
  [[nodiscard]] Host *host_of(const CsvRow &row);
  [[nodiscard]] Result<void> lose(std::size_t line, std::string what, std::string fix);
  void read(const CsvRow &row, Host &host);
  void read_lists(const CsvRow &row, Host &host);
  void unite(std::string_view &known, std::string_view found, std::string_view name, const CsvRow &row, Host &host);
  void refuse(Host &host, std::size_t line, std::string what, std::string fix);
  void refuse_cell(Host &host, std::size_t line, std::string_view field, std::string_view cell, std::string_view expected);

  [[nodiscard]] OwnedFacts facts_of(Host &host);
  void read_system(Host &host, OsFacts &os);
  void read_build(Host &host, OsFacts &os);
  void read_roots(Host &host, RootFacts &roots);
  void read_pending(Host &host, RebootFacts &reboot);
  void warn();

  const ConfigMgrColumns &m_columns;
  const std::string &m_file;
  ImportSink &m_sink;
  HostGroups m_groups;
  std::vector<Host> m_hosts; ///< by group
  std::size_t m_last = 0;    ///< the host of the row before
  std::size_t m_lost_rows = 0;
  bool m_several_rows = false;
  std::size_t m_cut = 0;
  std::size_t m_unnamed_restarts = 0;
};

} // namespace acsgate
