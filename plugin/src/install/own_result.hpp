#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace acsgate {

/// What `run` itself has to say, where no installer was started or its own exit code is not the answer.
enum class OwnResult : std::uint8_t {
  halted,
  held,
  restart_pending,
  no_file,
  unknown,
  wrong_architecture,
  self_protected,
  other_installation,
  no_space,
  artifact_missing,
  artifact_changed,
  not_started,
  busy,
  still_running,
  stopped,
  postcheck_failed,
  postcheck_unknown,
  no_result,
  interrupted,
};

struct OwnResultRow {
  OwnResult result;
  std::uint32_t number;  ///< the exit code on Windows, from 17010 up: no installer has these
  std::string_view code; ///< `INSTALL.HELD`, stable
  LocalText text;
};

/// One row a result, in the order of the enum; numbers and codes never change.
[[nodiscard]] std::span<const OwnResultRow> own_results();
[[nodiscard]] const OwnResultRow &row_of(OwnResult result);

/// The exit code on this system. An exit code of Linux has 8 bits: there 17010 becomes 40, 17011 becomes 41, and so on.
[[nodiscard]] std::uint32_t exit_number(OwnResult result);

} // namespace acsgate
