#pragma once

#include "base/result.hpp"
#include "facts/import/hotfix_list.hpp"
#include "facts/owned_facts.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace acsgate {

/// A line of a capture that is not blank.
struct CaptureLine {
  std::string_view text;
  std::size_t number = 0; ///< from 1
};

/// What Win32_QuickFixEngineering and the tools around it call the id, in lower case.
inline constexpr std::string_view k_hotfix_id = "hotfixid";

/// Where the name of the host can stand, in lower case, the surest first: PSComputerName holds what somebody typed.
inline constexpr std::array<std::string_view, 5> k_host_columns = {"csname", "__server", "source", "node", "pscomputername"};

/// Takes the entries of a list of hotfixes, in whatever layout, and makes facts of them if all are of one host.
class HotfixEntries {
public:
  explicit HotfixEntries(std::string capture) : m_capture(std::move(capture)) {}

  /// One entry: the id column and the host column, which may be empty. `line` is for the error.
  [[nodiscard]] Result<void> add(std::string_view id, std::string_view host, std::size_t line);
  /// Fills host and updates. An error where the list may be of several hosts.
  [[nodiscard]] Result<void> finish(OwnedFacts &host, std::string_view source);

  [[nodiscard]] tl::unexpected<Error> refuse(std::size_t line, std::string what, std::string fix) const;

private:
  std::string m_capture;
  std::string m_host;
  HotfixList m_hotfixes;
  std::size_t m_entries = 0;
  std::size_t m_repeated_line = 0; ///< of the first id that was there before; 0: none
};

/// The layouts of a capture. `lines` starts at the header or first entry; each reads all of it or says what does not fit.
[[nodiscard]] Result<void> read_hotfix_table(std::span<const CaptureLine> lines, HotfixEntries &entries);
[[nodiscard]] Result<void> read_hotfix_csv(std::span<const CaptureLine> lines, HotfixEntries &entries);
/// `HotFixID=KB5005625` (wmic) or `HotFixID : KB5005625` (Format-List), one property a line.
[[nodiscard]] Result<void> read_hotfix_properties(std::span<const CaptureLine> lines, HotfixEntries &entries);
[[nodiscard]] Result<void> read_hotfix_json(std::string_view text, HotfixEntries &entries);
/// KB numbers with blanks, commas or line ends between them; `#` starts a comment.
[[nodiscard]] Result<void> read_kb_list(std::span<const CaptureLine> lines, HotfixEntries &entries);

/// A console's prompt (`C:\>wmic qfe`, `PS C:\> Get-HotFix`), which gets into captures by copying.
[[nodiscard]] bool is_prompt(std::string_view line);

/// `HotFixID` of a line `HotFixID : value` or `HotFixID=value`, or empty.
[[nodiscard]] std::string_view property_of(std::string_view line);

} // namespace acsgate
