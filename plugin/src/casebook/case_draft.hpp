#pragma once

#include "casebook/casebook.hpp"
#include "casebook/fact_edit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acsgate {

/// What one mapping of a case file says of a case: the defaults of the file, an entry of `cases`, or a row of a table. What it
/// does not say is left to the one before it.
struct CaseDraft {
  std::size_t bytes = 0; ///< size of what it was read from, with the facts file that it names
  std::optional<std::string> name;
  std::vector<FactEdit> edits;
  bool facts_are_wrong = false; ///< an edit was complained about
  std::optional<CaseName> module;
  std::optional<std::vector<Ask>> asks; ///< without release dates
  std::optional<std::vector<ExpectedAsk>> expected_asks;
  std::optional<Date> released;
  std::optional<std::vector<CaseName>> waived;
  std::optional<Timestamp> now;
  std::optional<Decision> decision;
  std::optional<CodeSet> codes;
  std::optional<std::vector<ExpectedRequirement>> requirements;
  std::optional<Outcome> outcome;
  std::optional<std::string> best;
  std::optional<Tri> ready;
  std::optional<CaseName> platform;
  std::optional<std::vector<Kb>> kbs;
  std::optional<std::vector<std::string>> says;
};

/// Reads every key of a case from `reader`; the caller reads the keys of its own and then finishes the reader.
[[nodiscard]] CaseDraft read_draft(MappingReader &reader, Complaints &complaints);

/// Lays `upper` over `lower`: the facts are changed one after the other, everything else replaces what was there.
[[nodiscard]] CaseDraft lay_over(CaseDraft lower, const CaseDraft &upper);

/// The case that a draft makes, but for its facts; complains where the decision that is expected, or the time, is missing.
[[nodiscard]] Case finish_draft(const CaseDraft &draft, Mark mark, Complaints &complaints);

} // namespace acsgate
