#pragma once

#include "facts/facts.hpp"
#include "probe/read.hpp"

namespace acsgate {

struct OsVersion {
  std::uint32_t build = 0;
  OsType type = OsType::unknown;
};

/// What the running kernel says of itself. The registry says the same of what is installed; where they differ, one is wrong.
class OsVersionPort {
public:
  OsVersionPort() = default;
  OsVersionPort(const OsVersionPort &) = delete;
  OsVersionPort &operator=(const OsVersionPort &) = delete;
  virtual ~OsVersionPort() = default;
  [[nodiscard]] virtual ProbeRead<OsVersion> version() = 0;
};

} // namespace acsgate
