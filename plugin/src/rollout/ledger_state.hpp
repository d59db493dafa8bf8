#pragma once

#include "base/result.hpp"
#include "rollout/event.hpp"
#include "rollout/readiness.hpp"
#include "rollout/rollout.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace acsgate {

/// How the latest attempt at a host stands.
enum class Progress : std::uint8_t {
  idle,         ///< none yet, or nothing came of it: the host refused
  open,         ///< leased; no result yet
  success,      ///< installed and running; it counts once the wave's soak has passed
  failure,      ///< not installed, or not running
  inconclusive, ///< the lease ran out, or nobody can tell
};

struct LedgerHost {
  std::string key; ///< see host_key
  std::string name;
  std::string fqdn;
  std::vector<std::pair<std::string, std::string>> labels;
  std::uint32_t place = 0;
  std::int8_t wave = -1; ///< planned; -1: none
  ReadyHost ready;
  Progress progress = Progress::idle;
  std::optional<std::size_t> attempt;  ///< the latest
  std::optional<Timestamp> refused_at; ///< older facts do not make the host ready again

  [[nodiscard]] HostIdentity identity() const { return {key, name, fqdn, &labels}; }
};

/// One lease of one host.
struct Attempt {
  std::string id;
  std::size_t host = 0;
  std::size_t wave = 0; ///< that was open when it was leased
  bool acs = true;
  std::string build;
  std::string controller;
  Timestamp claimed;
  Timestamp until; ///< when the lease ends
  Progress progress = Progress::open;
  bool refused = false;   ///< closed, because the host refused
  bool installed = false; ///< the installer has ended well; the post-check is still to come
  Timestamp done;         ///< of the result
  bool forgiven = false;  ///< a named person resumed in spite of it
  std::string detail;
};

struct PersonsWord {
  std::string by;
  std::string reason;
  Timestamp at;
};

struct HaltWord : PersonsWord {
  bool automatic = false;
};

/// What a ledger says, worked out from its events and from nothing else.
struct LedgerState {
  std::string id; ///< of the ledger: begins every attempt id
  Rollout rollout;
  std::string canonical_rollout;
  std::string policy_digest;
  std::vector<LedgerHost> hosts;
  std::unordered_map<std::string, std::size_t> by_key;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name; ///< computer and full names in lower case
  std::vector<Attempt> attempts;
  std::unordered_map<std::string, std::size_t> by_attempt;
  std::optional<std::size_t> open_wave;              ///< the last one opened
  std::vector<std::optional<PersonsWord>> approvals; ///< by wave
  std::optional<HaltWord> halt;
  Timestamp clock; ///< of the latest event; a later one can't be earlier

  [[nodiscard]] bool started() const { return !canonical_rollout.empty(); }
};

/// Takes one event in. An error where it does not fit what was before: such a ledger was not written by this program.
[[nodiscard]] Result<void> apply(LedgerState &state, const Event &event, std::uint64_t number);

/// A host as `hosts` events carry it.
[[nodiscard]] nlohmann::json host_record(const LedgerHost &host);
/// True if the two differ in nothing that a `hosts` event carries.
[[nodiscard]] bool same_record(const LedgerHost &left, const LedgerHost &right);

} // namespace acsgate
