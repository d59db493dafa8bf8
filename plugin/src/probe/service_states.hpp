#pragma once

#include "facts/facts.hpp"
#include "probe/read.hpp"

#include <string>

namespace acsgate {

/// Words as facts have them; empty: not known.
struct ServiceState {
  FactText state; ///< `running`, `stopped`, ...
  FactText start; ///< `auto`, `manual`, `disabled`, ...
};

/// The service control manager. `absent`: no such service is installed.
class ServiceStates {
public:
  ServiceStates() = default;
  ServiceStates(const ServiceStates &) = delete;
  ServiceStates &operator=(const ServiceStates &) = delete;
  virtual ~ServiceStates() = default;
  [[nodiscard]] virtual ProbeRead<ServiceState> service(std::string_view name) = 0;
};

} // namespace acsgate
