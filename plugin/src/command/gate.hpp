#pragma once

#include "base/result.hpp"
#include "gate/explain.hpp"
#include "policy/loader.hpp"
#include "report/exit_code.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// The options that every deciding command shares, as they were typed.
struct GateOptions {
  std::string policy; ///< empty: the one compiled in
  std::string module = "agent";
  std::vector<std::string> builds;
  std::string released;
  std::string now;
  std::string language = "en";
  std::string exit_profile = "default";
  std::string log_file;
  std::string log_level = "warn";
  bool quiet = false;

  void add_to(CLI::App &app);
  /// The profile, also where the name is wrong: then the error is reported with the default one.
  [[nodiscard]] ExitProfile profile() const;
};

/// Check of an option: an empty value is most likely a variable that was never set, and must not pass for the default.
[[nodiscard]] std::string refuse_empty(const std::string &value);

/// A loaded policy and one question about it: ready to decide for any number of hosts.
class Gate {
public:
  [[nodiscard]] static tl::expected<Gate, Errors> open(const GateOptions &options);

  [[nodiscard]] Explanation decide(const Facts &facts) const;
  [[nodiscard]] Language language() const { return m_language; }

private:
  LoadedPolicy m_loaded;
  const Product *m_product = nullptr; ///< into m_loaded: vectors keep their elements in place when moved
  std::vector<Ask> m_asks;
  std::optional<Timestamp> m_now; ///< nullopt: the system clock at each decision
  Language m_language = Language::en;
};

} // namespace acsgate
