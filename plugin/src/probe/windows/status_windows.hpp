#pragma once

#include "facts/registry/registry_view.hpp"

#include <windows.h>

namespace acsgate {

/// What a Windows error code says of a read.
[[nodiscard]] inline ReadStatus status_of_error(unsigned long error) {
  switch (error) {
  case ERROR_SUCCESS:
    return ReadStatus::ok;
  case ERROR_FILE_NOT_FOUND:
  case ERROR_PATH_NOT_FOUND:
    return ReadStatus::absent;
  case ERROR_ACCESS_DENIED:
  case ERROR_PRIVILEGE_NOT_HELD:
    return ReadStatus::denied;
  default:
    return ReadStatus::error;
  }
}

} // namespace acsgate
