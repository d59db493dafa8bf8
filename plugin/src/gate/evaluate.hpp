#pragma once

#include "gate/verdict.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace acsgate {

/// One thing asked for: may this build of the product be installed.
struct Ask {
  std::optional<Version> build;                  ///< nothing: a product that is decided by release date alone
  std::optional<Date> released;                  ///< when the vendor released it, where known
  std::optional<bool> acs_signed = std::nullopt; ///< whether its file is signed with ACS, where that was looked at
  bool operator==(const Ask &) const = default;
};

/// What a named person has decided beside the policy.
struct Exceptions {
  /// Requirements that are waived for this host, one bit an index into Policy::requirements.
  /// A bit for a requirement that the policy does not mark waivable is not obeyed.
  std::uint32_t waived = 0;
  std::optional<std::string_view> halt = std::nullopt; ///< why nothing may be installed anywhere; empty text halts too
};

/// Facts may be this much ahead of the evaluating clock before they count as coming from the future.
inline constexpr Duration k_clock_tolerance = std::chrono::hours(24);

/// Decides for one host and one product. Pure: no input or output, no clock of its own, no allocation; the same answer on every
/// system. `asks` beyond k_max_asked are a caller's mistake and must have been refused before.
[[nodiscard]] Verdict evaluate(const Policy &policy, const Product &product, const Facts &facts, std::span<const Ask> asks,
                               const Exceptions &exceptions, Timestamp now);

} // namespace acsgate
