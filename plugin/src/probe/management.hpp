#pragma once

#include "probe/read.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acsgate {

/// A licence as the licensing service lists it.
struct Licence {
  std::string activation_id; ///< GUID in lower case
  bool licensed = false;
};

/// Windows Management Instrumentation: slow, often broken, and never needed for a pass. Calls may come from several threads.
class Management {
public:
  Management() = default;
  Management(const Management &) = delete;
  Management &operator=(const Management &) = delete;
  virtual ~Management() = default;
  /// `HotFixID` of each Win32_QuickFixEngineering: what servicing lists of updates, the newest cumulative one only.
  [[nodiscard]] virtual ProbeRead<std::vector<std::string>> hotfix_ids() = 0;
  /// Those SoftwareLicensingProducts that have one of these activation ids.
  [[nodiscard]] virtual ProbeRead<std::vector<Licence>> licences(const std::vector<std::string> &activation_ids) = 0;
};

} // namespace acsgate
