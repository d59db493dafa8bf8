#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <string_view>

namespace acsgate {

/// The fixed words of the text report, in the order of the table in label.cpp.
enum class Label : std::uint8_t {
  unnamed_host,
  verdict_acs,
  verdict_legacy,
  verdict_hold,
  verdict_unknown,
  verdict_not_applicable,
  attention,
  install_now,
  asked_builds,
  acs_build,
  legacy_build,
  unclear_build,
  ask_allowed,
  ask_refused,
  ask_held,
  ask_unknown,
  ask_nothing_to_do,
  also,
  platform,
  mark_pass,
  mark_fail,
  mark_unknown,
  mark_waived,
  mark_not_applicable,
  found,
  needed,
  read_from,
  why,
  next_step,
  not_read,
  empty_value,
  note,
  risks,
  statements,
  policy,
  facts,
  facts_undated,
  decided,
  days_ago,
  hours_ago,
  minutes_ago,
  seconds_ago,
  in_future,
  count, ///< how many there are; not a label
};

/// The words in `language`; `label` must not be `Label::count`.
[[nodiscard]] std::string_view words_of(Label label, Language language);

} // namespace acsgate
