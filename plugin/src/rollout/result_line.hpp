#pragma once

#include "rollout/ledger_state.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

inline constexpr std::size_t k_max_result_bytes = 1U << 20U; ///< of one line

/// What one line of results says, whoever wrote it.
struct ResultLine {
  std::string attempt; ///< empty: the latest attempt at `host`
  std::string host;    ///< id, computer name or full name
  std::string result;  ///< `success`, `failure`, `refused`, `unknown`, `installed`; empty: nothing that counts
  std::string detail;
};

/// Reads one JSON object: a result by attempt id, an `acsgate.postcheck/v1`, an `acsgate.decision/v1`, a row of ConfigMgr's
/// application status (`"source":"configmgr"`), or an alert of Deep Security Manager (`"source":"deep-security-manager"`).
[[nodiscard]] Result<ResultLine> parse_result_line(std::string_view text);

/// What a result does to the ledger.
enum class RecordOutcome : std::uint8_t {
  recorded,
  repeated,    ///< the ledger says so already
  passed_over, ///< it says nothing that counts, or speaks of a host without an attempt
};

/// The event that takes the result in, or none. An error where the attempt was never made, the host's name fits several hosts, or
/// the result contradicts the one that is there.
struct RecordStep {
  RecordOutcome outcome = RecordOutcome::passed_over;
  std::optional<Event> event;
};
[[nodiscard]] Result<RecordStep> record_result(const LedgerState &state, const ResultLine &line, Timestamp now);

} // namespace acsgate
