#pragma once

#include "base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acsgate {

/// What a column of a ConfigMgr export can hold.
enum class ConfigMgrField : std::uint8_t {
  device,      ///< computer name
  id,          ///< resource id or unique identifier of the client
  fqdn,        ///< full name
  domain,      ///< DNS domain, for the full name
  os,          ///< name of the system
  type,        ///< product type 1 to 3, or installation type
  build,       ///< `10.0.17763.2210`, `10.0.17763`, `17763`
  ubr,         ///< `2210`
  arch,        ///< `64-bit`
  hotfixes,    ///< all hotfix ids of Win32_QuickFixEngineering, in one cell or one a row
  thumbprints, ///< all certificates of the machine's root store
  disallowed,  ///< all certificates of the machine's Disallowed store
  root,        ///< whether Microsoft's root certificate for ACS is in the root store
  agent,       ///< version of the installed Agent
  pending,     ///< ClientState of ConfigMgr, or names of restart signals
  collected,   ///< when the data was read
};
inline constexpr std::size_t k_configmgr_fields = 16;

inline constexpr std::size_t k_no_column = static_cast<std::size_t>(-1);

/// Which column holds which field.
struct ConfigMgrColumns {
  std::array<std::size_t, k_configmgr_fields> fields{};
  std::vector<std::pair<std::string, std::size_t>> labels; ///< (label, column)
  std::size_t count = 0;                                   ///< of all columns

  [[nodiscard]] std::size_t operator[](ConfigMgrField field) const { return fields[static_cast<std::size_t>(field)]; }
};

/// Pairs of field and column as --column gives them. `label.NAME` is a field, too; the column `-` means that there is none.
using ColumnChoices = std::vector<std::pair<std::string, std::string>>;

/// The name of a field: `hotfixes`.
[[nodiscard]] std::string_view name_of(ConfigMgrField field);

/// A usage error for fields that do not exist or are given twice.
[[nodiscard]] Result<void> check_choices(const ColumnChoices &choices);

/// Finds the columns by name: those that are chosen, else those that ConfigMgr's own views and CMPivot use. Names do not depend
/// on case. Errors say `where`: a chosen column that is not there, a name that stands twice, no column that names the host.
[[nodiscard]] Result<ConfigMgrColumns> find_columns(std::span<const std::string_view> names, const ColumnChoices &choices,
                                                    const std::string &where);

/// How many fields the header names without any choice: tells the separator of the file.
[[nodiscard]] std::size_t known_columns(std::span<const std::string_view> names, const ColumnChoices &choices);

} // namespace acsgate
