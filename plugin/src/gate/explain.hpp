#pragma once

#include "gate/evaluate.hpp"

#include <string>
#include <variant>
#include <vector>

namespace acsgate {

struct Reason {
  Code code;
  std::string text;
};

/// A fact that decided, or whose absence did.
struct Evidence {
  std::string fact;                                              ///< key path in the facts: `os.ubr`
  std::variant<std::monostate, std::int64_t, std::string> value; ///< what was found; monostate: nothing was read
  std::string needed;                                            ///< `>= 2210`
  std::string source;                                            ///< where it was read: `registry`, `systeminfo`
};

struct Remedy {
  std::string text;
  std::vector<Kb> kb;
};

struct RequirementExplanation {
  std::string id;
  std::string title;
  Status status;
  std::vector<Reason> reasons;
  std::vector<Evidence> evidence;
  std::optional<Remedy> remedy; ///< for `fail` and `unknown`
};

struct AskExplanation {
  std::string module;
  std::string build; ///< empty where a product is decided by release date alone
  std::string line;  ///< `20.0`; empty where the build is
  Tri acs;
  Outcome outcome;
  std::vector<Reason> reasons;
};

/// A verdict in words of one language, with everything that a renderer prints. Holds no references.
struct Explanation {
  std::string host;
  std::string module;
  std::string module_title;
  Decision decision;
  Tri acs_ready;
  bool allowed;                           ///< the highest build asked for may be installed; with nothing asked: the host is ready
  std::optional<Outcome> highest_outcome; ///< of the highest build asked for; nullopt with nothing asked
  std::string build;                      ///< the best permitted build of the offer, or empty
  std::vector<AskExplanation> asked;
  std::string platform_id; ///< empty where no row fits
  std::string platform_title;
  std::string platform_note;
  std::vector<RequirementExplanation> requirements;
  std::vector<Reason> reasons;         ///< all of them, the gravest first, each code once
  std::vector<std::string> notes;      ///< of the product and its line
  std::vector<std::string> risks;      ///< of staying on legacy builds, where that is the decision
  std::vector<std::string> statements; ///< of the vendor, with the risks
  std::string policy_name;
  std::string policy_version;
  std::string policy_digest;
  std::optional<Timestamp> collected_at;
  Timestamp evaluated_at;
};

/// What a host is called in reports: its computer name, else its full name, else its id, else `unnamed-host`.
[[nodiscard]] std::string_view shown_name(const HostFacts &host);

[[nodiscard]] Explanation explain(const Verdict &verdict, const Policy &policy, const Product &product, const Facts &facts,
                                  std::span<const Ask> asks, Timestamp now, Language language, const Exceptions &exceptions = {});

} // namespace acsgate
