#pragma once

#include <string>

namespace acsgate {

/// Something that is not as a case expects.
struct Mismatch {
  std::string what; ///< `decision`, `requirement acs-update`
  std::string expected;
  std::string found;
};

} // namespace acsgate
