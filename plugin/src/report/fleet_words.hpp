#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>

namespace acsgate {

/// The words of fleet reports, in the order of the table in fleet_words.cpp.
enum class FleetWord : std::uint8_t {
  head,
  hosts,
  all_hosts,
  bad_lines,
  by_platform,
  by_label,
  by_wave,
  none,
  other_values,
  more_rows,
  unready,
  unready_host,
  more_hosts,
  blockers,
  esu_needed,
  esu_unread,
  facts_stale,
  facts_from_future,
  clock_implausible,
  family_unknown,
  halted,
  what_if,
  nobody_blocked,
  beyond,
  update,
  update_kb,
  root,
  restart,
  and_then,
  kb_or,
  way,
  way_step,
  risks,
  risk,
  waiver,
  ends_soon,
  ended,
  unaccepted,
  oldest,
  age,
  stale,
  undated,
  changes,
  change,
  new_hosts,
  gone_hosts,
  same_hosts,
  namesakes,
  count, ///< how many there are; not a word
};

/// The words in `language` with their values filled in; `word` must not be `FleetWord::count`. Values are not made printable
/// here.
[[nodiscard]] std::string words_of(FleetWord word, Language language, std::initializer_list<std::string> values = {});

/// `12,345`
[[nodiscard]] std::string grouped(std::uint64_t number);

} // namespace acsgate
