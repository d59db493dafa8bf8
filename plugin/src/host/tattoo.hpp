#pragma once

#include "gate/explain.hpp"
#include "host/tattoo_store.hpp"

#include <string>
#include <string_view>

namespace acsgate {

/// How long a tattoo holds unless the command line says otherwise.
inline constexpr Duration k_tattoo_ttl = std::chrono::hours(24);
/// Inventories cut longer texts, or refuse them (Microsoft, "How to extend hardware inventory in Configuration Manager").
inline constexpr std::size_t k_most_tattoo_bytes = 254;

/// A decision as it is left behind on the host, for integrations that can read the registry and nothing else.
struct Tattoo {
  Decision decision = Decision::unknown;
  Tri acs_ready = Tri::unknown;
  bool allowed = false;
  std::string build;   ///< the best permitted build of the offer, or empty
  std::string reasons; ///< codes, the gravest first, joined by spaces; `...` at the end where some found no room
  std::string machine; ///< MachineGuid of the machine that was judged
  std::string policy_name;
  std::string policy_version;
  std::string policy_digest;
  std::string gate; ///< the program and its version
  Timestamp evaluated;
  Timestamp expires; ///< the first moment at which it no longer holds
  std::string host;
};

/// What to leave behind of a decision: it holds for `ttl`, but not longer than the policy trusts the facts.
[[nodiscard]] Tattoo tattoo_of(const Explanation &explanation, std::string_view machine, Duration ttl, Duration facts_max_age);

/// Takes the old tattoo away and writes the new one, `Decision` last. Whatever goes wrong, and wherever the program is ended, no
/// `Decision` stands there unless all of it does.
[[nodiscard]] Result<void> write_tattoo(TattooStore &store, const Tattoo &tattoo);

/// The tattoo, if all of it is there and as it was written. The error is a sentence that says why not.
[[nodiscard]] tl::expected<Tattoo, std::string> parse_tattoo(const TattooValues &values);

/// Why a tattoo must not be believed on this machine, for this policy, now; empty if it may.
[[nodiscard]] std::string distrust(const Tattoo &tattoo, std::string_view machine, std::string_view policy_digest, Timestamp now);

} // namespace acsgate
