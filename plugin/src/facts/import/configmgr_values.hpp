#pragma once

#include "facts/facts.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace acsgate {

// What the cells of a ConfigMgr export mean. Nothing is guessed: a cell that a spreadsheet may have changed is refused.

/// Nothing in it, or `NULL` as SQL Server Management Studio writes.
[[nodiscard]] bool is_empty_cell(std::string_view cell);

/// True for the lengths at which tools cut cells off: 256 characters in Management Studio's text output, 4000 and 8000 in
/// Transact-SQL, 8192 in its results, 32767 in Excel, 65535 in its grid. A list of that length may lack its end.
[[nodiscard]] bool may_be_cut(std::string_view cell);

struct BuildCell {
  std::uint32_t build = 0;
  std::optional<std::uint32_t> ubr;
  bool is_version = false; ///< with major and minor version, which no other system has
};

/// `10.0.17763.2210`, `10.0.17763` or `17763`. A revision 0 is none. `17763.2210` is refused: as a number it may have lost a
/// zero.
[[nodiscard]] std::optional<BuildCell> parse_build_cell(std::string_view cell);

/// A revision from 0 to 65535, which is what a version of Windows has room for.
[[nodiscard]] std::optional<std::uint32_t> parse_ubr_cell(std::string_view cell);

/// Windows by its name, other systems by theirs; unknown for any other text.
[[nodiscard]] OsFamily family_of_system(std::string_view name);

/// Client or server by the name of a Windows system, also in the form that discovery uses (`Microsoft Windows NT Server 10.0`).
[[nodiscard]] OsType type_of_system(std::string_view name);

/// Product type 1, 2, 3 (workstation, domain controller, server) or an installation type (`Client`, `Server Core`).
[[nodiscard]] std::optional<OsType> parse_type_cell(std::string_view cell);

/// Hotfix ids, separated by commas, semicolons, bars, blanks or line ends; `none` alone is an empty list. False if one is none.
[[nodiscard]] bool add_hotfix_cell(std::string_view cell, std::vector<Kb> &hotfixes);

/// The same for thumbprints.
[[nodiscard]] bool add_thumbprint_cell(std::string_view cell, std::vector<Thumbprint> &thumbprints);

/// `present` or `absent`, `true` or `false`, `yes` or `no`, 1 or 0.
[[nodiscard]] std::optional<bool> parse_presence_cell(std::string_view cell);

struct PendingCell {
  std::optional<std::vector<std::string_view>> signals; ///< nullopt: which ones are set is not told
  bool restart = false;                                 ///< one is pending
};

/// ConfigMgr's ClientState (1 ConfigMgr, 2 file rename, 4 Windows Update, 8 add or remove feature), names of signals, `none`, or
/// true and false. ClientState without 4 and 8 tells nothing of Windows' own signals: which registry keys it looks at is not
/// documented.
[[nodiscard]] std::optional<PendingCell> parse_pending_cell(std::string_view cell);

/// RFC 3339, also with a blank for the T and before the offset, as SQL Server writes it. A time without a zone counts as the
/// earliest moment that it can mean, so that data never look fresher than they are.
[[nodiscard]] std::optional<Timestamp> parse_time_cell(std::string_view cell);

} // namespace acsgate
