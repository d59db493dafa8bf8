#pragma once

#include "probe/management.hpp"

namespace acsgate {

/// WMI of this machine, over COM, which each call sets up and takes down in its own thread.
class MachineManagement final : public Management {
public:
  [[nodiscard]] ProbeRead<std::vector<std::string>> hotfix_ids() override;
  [[nodiscard]] ProbeRead<std::vector<Licence>> licences(const std::vector<std::string> &activation_ids) override;
};

} // namespace acsgate
