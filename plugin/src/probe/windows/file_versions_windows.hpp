#pragma once

#include "probe/file_versions.hpp"

namespace acsgate {

class MachineFiles final : public FileVersions {
public:
  [[nodiscard]] ProbeRead<FileVersion> version(const std::string &path) override;
};

} // namespace acsgate
