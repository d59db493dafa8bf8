#pragma once

#include "gate/explain.hpp"

#include <string>

namespace acsgate {

/// For people: the verdict first, then each requirement with what was found, what is needed, where it was read and the next
/// step. UTF-8, LF, no control characters from facts.
[[nodiscard]] std::string render_text(const Explanation &explanation, Language language);

/// `acsgate.decision/v1`, pure ASCII, no line break. With `indent` one key a line.
[[nodiscard]] std::string render_json(const Explanation &explanation, bool indent = false);

/// Host, decision and reason codes only: `{"host":"WEB01","decision":"legacy","codes":["OS.UBR_BELOW_FLOOR"]}`
[[nodiscard]] std::string render_brief(const Explanation &explanation);

/// Exactly one word: the decision.
[[nodiscard]] std::string render_token(const Explanation &explanation);

/// One line for Nagios-compatible monitors: state, host, decision, first reason (monitoring-plugins guidelines: text before `|`).
[[nodiscard]] std::string render_nagios(const Explanation &explanation);

/// A JUnit test suite: a test case for each requirement and each build asked for.
[[nodiscard]] std::string render_junit(const Explanation &explanation);

} // namespace acsgate
