#pragma once

#include "casebook/casebook.hpp"
#include "policy/mapping_reader.hpp"

namespace acsgate {

// The words that a case may expect. Each complains, with the list of words and a suggestion, about any other.

[[nodiscard]] std::optional<Decision> read_decision(const Node &node, Complaints &complaints);
/// `allowed`, `refused`, `held`, `unknown`
[[nodiscard]] std::optional<Outcome> read_outcome(const Node &node, Complaints &complaints);
/// `true`, `false`, `unknown`
[[nodiscard]] std::optional<Tri> read_ready(const Node &node, Complaints &complaints);
/// `OS.UBR_BELOW_FLOOR`
void read_code(const Node &node, CodeSet &codes, Complaints &complaints);

/// A status, or a list of a status and the reason codes that belong to it: `[fail, OS.UBR_BELOW_FLOOR]`
[[nodiscard]] ExpectedRequirement read_expected_requirement(const Node &node, Complaints &complaints);
/// An outcome, a kind of build (`acs-build`, `legacy-build`, `unclear-build`) and reason codes, each if it matters.
[[nodiscard]] ExpectedAsk read_expected_ask(const Node &node, Complaints &complaints);

/// The same words for messages.
[[nodiscard]] std::string_view word_of(Outcome outcome);
[[nodiscard]] std::string_view word_of_ready(Tri ready);
[[nodiscard]] std::string_view word_of_build(Tri acs);

} // namespace acsgate
