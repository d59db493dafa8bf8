#pragma once

#include "probe/read.hpp"

namespace acsgate {

struct ComputerName {
  std::string name; ///< NetBIOS
  std::string fqdn; ///< empty: the machine is in no domain
};

/// The machine's own names, also on a node of a cluster.
class ComputerNames {
public:
  ComputerNames() = default;
  ComputerNames(const ComputerNames &) = delete;
  ComputerNames &operator=(const ComputerNames &) = delete;
  virtual ~ComputerNames() = default;
  [[nodiscard]] virtual ProbeRead<ComputerName> names() = 0;
};

} // namespace acsgate
