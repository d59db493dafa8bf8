#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace acsgate {

/// A row of systeminfo's report: `Label:   value`, and below it, indented, `[01]: value`, `[02]: value` ...
struct SysteminfoRow {
  std::string_view line;               ///< label and value
  std::vector<std::string_view> items; ///< the numbered values, as long as their numbers follow each other
  bool only_items = true;              ///< nothing else stands below it (network cards have details there)
  bool ended = true;                   ///< false: the capture stops before the end of the row's last line
};

/// Systeminfo's row on the version, such as `10.0.17763 N/A Build 17763`: the build comes twice, and between them, in the
/// system's language, the service pack and the word for build.
struct SysteminfoVersion {
  std::uint32_t build = 0;
  std::optional<std::uint32_t> service_pack; ///< unknown where the row and the build do not agree on it
};

/// Longest report that is read, in lines: a hundred times a host with all there is.
inline constexpr std::size_t k_max_systeminfo_lines = 20000;

/// Splits a report into rows; lines above the first row are passed over. Nothing if it has more than k_max_systeminfo_lines.
[[nodiscard]] std::optional<std::vector<SysteminfoRow>> split_systeminfo(std::string_view text);

/// The value of a row, without the blanks around it; empty where the line has none. Labels may hold a colon themselves
/// (`Virtual Memory: In Use:`), so the first colon before a gap counts.
[[nodiscard]] std::string_view value_of(const SysteminfoRow &row);

/// The version, if the row shows one behind its label.
[[nodiscard]] std::optional<SysteminfoVersion> version_in(const SysteminfoRow &row);

/// The only number that a row's own line holds: how many items systeminfo announces, in whatever words. Nothing if there is no
/// number or more than one.
[[nodiscard]] std::optional<std::size_t> announced_items(const SysteminfoRow &row);

} // namespace acsgate
