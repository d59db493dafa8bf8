#pragma once

#include "gate/explain.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// What the functions that put a verdict into words look at; built by `explain` for the time of one call.
struct Subject {
  const Verdict &verdict;
  const Policy &policy;
  const Product &product;
  const Facts &facts;
  std::span<const Ask> asks;
  Timestamp now;
  Language language;
  std::string_view halt; ///< why the gate is halted, where it is

  [[nodiscard]] const Platform *platform() const { return verdict.platform ? &policy.platforms[*verdict.platform] : nullptr; }
};

/// `KB5005625`
[[nodiscard]] std::string kb_text(Kb kb);
/// The KBs joined by the language's "or".
[[nodiscard]] std::string kb_alternatives(const std::vector<Kb> &kbs, Language language);
/// `missing`, `ok`, `absent`, `denied`, `error`, `unsupported`
[[nodiscard]] std::string status_text(const Group &group);
/// `17763.2210`
[[nodiscard]] std::string revision_text(std::uint32_t build, std::uint32_t ubr);
/// The texts joined by `, `.
[[nodiscard]] std::string list_text(const std::vector<std::string> &texts);
[[nodiscard]] std::string list_text(const std::vector<FactText> &texts);

/// A reason in words. `requirement` and `ask` are given for reasons that belong to one.
[[nodiscard]] Reason reason_of(const Subject &subject, Code code, const Requirement *requirement, const Ask *ask);

/// The facts that decided a requirement, or should have.
[[nodiscard]] std::vector<Evidence> evidence_of(const Subject &subject, const Requirement &requirement,
                                                const RequirementVerdict &verdict);

/// What to do about a requirement that is not met, or can't be told.
[[nodiscard]] std::optional<Remedy> remedy_of(const Subject &subject, const Requirement &requirement,
                                              const RequirementVerdict &verdict);

} // namespace acsgate
