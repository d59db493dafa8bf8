#pragma once

#include "base/result.hpp"
#include "command/log_options.hpp"
#include "gate/explain.hpp"
#include "policy/loader.hpp"
#include "report/exit_code.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Which policy, and which of its modules, as they were typed.
struct PolicyChoice : LogOptions {
  std::string policy;        ///< empty: the one compiled in
  std::string policy_digest; ///< empty: that of any policy
  bool allow_writable_policy = false;
  std::string module = "agent";

  /// `module_help` says what the module is asked for. Leaves the options of the log to the caller.
  void add_policy_to(CLI::App &app, const std::string &module_help);
};

/// The options that every deciding command shares, as they were typed.
struct GateOptions : PolicyChoice {
  std::vector<std::string> builds;
  std::string released;
  std::string now;
  std::string language = "en";
  std::string exit_profile = "default";
  std::optional<std::string> halt;

  void add_to(CLI::App &app);
  /// The profile, also where the name is wrong: then the error is reported with the default one.
  [[nodiscard]] ExitProfile profile() const;
};

/// Loads the policy of a file that only administrators may change (on Windows, unless the options allow others to).
[[nodiscard]] tl::expected<LoadedPolicy, Errors> load_trusted_policy(const std::string &path, bool allow_writable,
                                                                     bool allow_network_paths);

/// A loaded policy and one question about it: ready to decide for any number of hosts.
class Gate {
public:
  /// Opens the log, then does what `load` does.
  [[nodiscard]] static tl::expected<Gate, Errors> open(const GateOptions &options);
  [[nodiscard]] static tl::expected<Gate, Errors> load(const GateOptions &options);

  /// Decides as of --now, else of `as_of`, else of the system clock.
  [[nodiscard]] Explanation decide(const Facts &facts, std::optional<Timestamp> as_of = std::nullopt) const {
    return decide(facts, as_of, m_asks);
  }
  /// The same with other builds asked for, at most k_max_asked.
  [[nodiscard]] Explanation decide(const Facts &facts, std::optional<Timestamp> as_of, std::span<const Ask> asks) const;
  /// What persons have decided beside the policy, with these requirements waived. Borrows from the gate.
  [[nodiscard]] Exceptions exceptions(std::uint32_t waived = 0) const { return {.waived = waived, .halt = m_halt}; }
  /// The time that decisions are made as of: --now, else `as_of`, else the system clock.
  [[nodiscard]] Timestamp now(std::optional<Timestamp> as_of) const;
  [[nodiscard]] bool allows_network_paths() const { return m_allow_network_paths; }
  [[nodiscard]] const Policy &policy() const { return m_loaded.policy; }
  [[nodiscard]] Language language() const { return m_language; }
  [[nodiscard]] const Product &product() const { return *m_product; }
  [[nodiscard]] std::span<const Ask> asks() const { return m_asks; }
  /// Notes down of the one build that is asked for whether its file is signed with ACS.
  void set_signed(bool acs) { m_asks.front().acs_signed = acs; }

private:
  LoadedPolicy m_loaded;
  const Product *m_product = nullptr; ///< into m_loaded: vectors keep their elements in place when moved
  std::vector<Ask> m_asks;
  std::optional<std::string> m_halt; ///< why nothing may be installed, where that is so
  std::optional<Timestamp> m_now;    ///< nullopt: the system clock at each decision
  Language m_language = Language::en;
  bool m_allow_network_paths = false;
};

} // namespace acsgate
