#pragma once

#include "host/tattoo.hpp"

#include <string>

namespace acsgate {

/// What a reader may go by: the tattoo, or why there is none to believe.
struct TattooReading {
  std::optional<Tattoo> tattoo; ///< complete, of this machine and policy, and not expired
  std::string why_not;          ///< a sentence without a full stop; empty where there is a tattoo

  [[nodiscard]] Decision decision() const { return tattoo ? tattoo->decision : Decision::unknown; }
};

/// One line: the decision, of what, until when; or why it is not known.
[[nodiscard]] std::string render_tattoo_text(const TattooReading &reading);

/// `acsgate.tattoo/v1`, pure ASCII, no line break.
[[nodiscard]] std::string render_tattoo_json(const TattooReading &reading);

} // namespace acsgate
