#pragma once

#include "gate/code.hpp"
#include "policy/policy.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace acsgate {

/// Most builds asked for in one evaluation.
inline constexpr std::size_t k_max_asked = 16;

/// What the host may take.
enum class Decision : std::uint8_t {
  acs,            ///< any build
  legacy,         ///< only legacy builds
  hold,           ///< nothing now
  unknown,        ///< the facts do not suffice
  not_applicable, ///< not Windows
};

enum class Status : std::uint8_t { pass, fail, unknown, waived, not_applicable };

/// Kleene's third value stands for "not known".
enum class Tri : std::uint8_t { no, yes, unknown };

struct RequirementVerdict {
  Status status = Status::unknown;
  Effect effect = Effect::legacy; ///< what a `fail` does
  CodeSet codes;
  std::optional<EvidenceSource> decided_by; ///< update requirements only
};

/// What became of one build that was asked for.
enum class Outcome : std::uint8_t {
  allowed,
  refused, ///< an ACS build on a host that may have legacy builds only, a downgrade, an unsupported platform
  held,    ///< nothing may be installed now
  unknown, ///< it can't be told
};

struct AskVerdict {
  Tri acs = Tri::unknown; ///< is it an ACS build
  Outcome outcome = Outcome::unknown;
  CodeSet codes;
};

/// The answer of `evaluate`: flat, no allocation; `explain` turns it into words.
struct Verdict {
  Decision decision = Decision::unknown;
  Tri acs_ready = Tri::unknown;
  std::optional<std::size_t> platform; ///< index into Policy::platforms
  CodeSet codes;                       ///< reasons that belong to no single requirement or build
  std::size_t requirement_count = 0;
  std::array<RequirementVerdict, k_max_requirements> requirements; ///< in the order of Product::requires_
  std::size_t asked_count = 0;
  std::array<AskVerdict, k_max_asked> asked; ///< in the order of Offer::asks
  std::optional<std::size_t> highest;        ///< index of the highest build asked for
  std::optional<std::size_t> best;           ///< index of the best build that may be installed and is not there yet
};

} // namespace acsgate
