#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace acsgate {

/// Stable reason codes; the order is the order in which they are reported. Their names and texts stand in code_table.cpp.
enum class Code : std::uint8_t {
  gate_halted,
  module_acs_on_unready_host,
  clock_implausible,
  facts_stale,
  facts_from_future,
  os_not_windows,
  os_family_unknown,
  os_build_missing,
  os_build_unlisted,
  os_type_missing,
  os_native,
  os_never_qualifies,
  os_ubr_at_floor,
  os_ubr_below_floor,
  os_ubr_inconclusive,
  os_ubr_missing,
  update_rollup_at_floor,
  update_rollup_below_floor,
  update_kb_proves,
  update_no_proving_kb,
  update_kb_newer_than_table,
  update_list_empty,
  update_list_unreadable,
  evidence_conflict,
  reboot_would_qualify,
  cert_root_present,
  cert_root_absent,
  cert_root_absent_auto_update,
  cert_root_disallowed,
  cert_disallowed_unreadable,
  cert_store_unreadable,
  reboot_pending,
  reboot_none,
  reboot_unreadable,
  requirement_waived,
  artifact_contradicts_policy,
  build_acs_held_back,
  build_held,
  build_host_unknown,
  build_line_unknown,
  build_date_undecided,
  build_version_ambiguous,
  module_at_or_above,
  module_version_ambiguous,
  module_not_read,
  product_never_held,
  product_no_self_check,
  product_platform_unsupported,
  product_review_due,
  count, ///< how many there are; not a code
};

/// A set of reason codes in one word.
class CodeSet {
public:
  CodeSet() = default;
  /// From what `bits` answered; it has a meaning in the memory of one process only.
  explicit CodeSet(std::uint64_t bits) : m_bits(bits) {}
  [[nodiscard]] std::uint64_t bits() const { return m_bits; }
  void add(Code code) { m_bits |= bit(code); }
  void add(CodeSet other) { m_bits |= other.m_bits; }
  [[nodiscard]] bool has(Code code) const { return (m_bits & bit(code)) != 0; }
  [[nodiscard]] bool empty() const { return m_bits == 0; }
  bool operator==(const CodeSet &) const = default;

  /// Calls `use(Code)` for each code in the set, in order.
  template <class Use> void for_each(Use use) const {
    for (std::uint64_t rest = m_bits; rest != 0; rest &= rest - 1) {
      use(static_cast<Code>(std::countr_zero(rest)));
    }
  }

private:
  static std::uint64_t bit(Code code) { return std::uint64_t{1} << static_cast<unsigned>(code); }
  std::uint64_t m_bits = 0;
};
static_assert(static_cast<unsigned>(Code::count) <= 64);

} // namespace acsgate
