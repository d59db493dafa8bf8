#pragma once

#include "base/result.hpp"
#include "casebook/kept_facts.hpp"
#include "gate/evaluate.hpp"
#include "policy/document.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Most cases of one case file, and most bytes that they may come to when defaults and tables are written out.
inline constexpr std::size_t k_max_cases = 10'000;
inline constexpr std::size_t k_max_casebook_bytes = 16U << 20U;

/// A name that a case uses and that only the policy can tell right or wrong.
struct CaseName {
  std::string text;
  Mark mark;
};

struct ExpectedRequirement {
  CaseName id;
  Status status = Status::unknown;
  std::optional<CodeSet> codes; ///< exactly these
};

/// What must become of one build; what is not given may be anything.
struct ExpectedAsk {
  std::optional<Outcome> outcome;
  std::optional<Tri> acs;
  std::optional<CodeSet> codes; ///< exactly these
};

struct Expectation {
  Decision decision = Decision::unknown;
  std::optional<CodeSet> codes; ///< exactly these reasons, in any order: those that `fleet --brief` prints
  std::vector<ExpectedRequirement> requirements;
  std::vector<ExpectedAsk> asks;      ///< as many as the case asks
  std::optional<Outcome> outcome;     ///< of the highest build asked for
  std::optional<std::string> best;    ///< the best permitted build; empty: none
  std::optional<Tri> ready;           ///< `acs_ready`
  std::optional<CaseName> platform;   ///< empty text: no row fits
  std::optional<std::vector<Kb>> kbs; ///< that the remedies name, sorted
  std::vector<std::string> says;      ///< each stands in a text of the explanation, in either language
};

/// One host, one question, and what the policy must answer.
struct Case {
  std::string name;
  Mark mark;
  std::shared_ptr<const KeptFacts> facts;
  CaseName module;
  std::vector<Ask> asks;
  std::vector<CaseName> waived;
  Timestamp now;
  Expectation expected;
};

/// A part of the policy document that is written down a second time: for values on which no decision depends, so that none of
/// them changes unseen.
struct Restated {
  std::vector<std::string> path; ///< keys from the top; in a list the `id` of a row, in the update table a build
  Mark mark;
  std::optional<std::string> canonical; ///< the value in canonical form
  std::optional<std::string> sha256;    ///< or the digest of that form, for long tables
  std::optional<std::uint32_t> rows;
};

/// A case file (`acsgate.cases/v1`) with its defaults and tables written out.
struct Casebook {
  Document document;  ///< no content, only the names that marks need
  std::string policy; ///< path of the policy under test, or empty for the one compiled in
  std::vector<Case> cases;
  std::vector<Restated> restated;
};

/// Loads a case file, strictly: everything that is wrong with it comes back at once, with positions. An inline host is decoded as
/// `acsgate.facts/v1`, as every host is. Facts files that a case names must lie in the folder of the case file, or below it.
[[nodiscard]] tl::expected<Casebook, Errors> load_casebook(std::string_view path);

/// The same for a text that was read already; files that it refers to are looked for beside `name`.
[[nodiscard]] tl::expected<Casebook, Errors> load_casebook_text(std::string_view text, std::string_view name);

/// What a policy lacks of what the cases name: modules, requirements, platforms. Empty: the cases can be run against it.
[[nodiscard]] Errors check_names(const Casebook &casebook, const Policy &policy);

} // namespace acsgate
