#pragma once

#include "base/result.hpp"

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Check of an option: an empty value is most likely a variable that was never set, and must not pass for the default.
[[nodiscard]] std::string refuse_empty(const std::string &value);

/// The options of every command that logs, as they were typed.
struct LogOptions {
  std::string log_file;
  std::string log_level = "warn";
  bool quiet = false;
  bool allow_network_paths = false; ///< of any file that is read or written

  void add_to(CLI::App &app);
  [[nodiscard]] Result<void> open() const;
};

} // namespace acsgate
