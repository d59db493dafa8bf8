#pragma once

#include "artifact/inspect.hpp"

#include <string>

namespace acsgate {

/// A file's inspection for people.
[[nodiscard]] std::string render_inspection_text(const Artifact &artifact, Language language);

/// The same as `acsgate.inspection/v1`, pure ASCII on one line. `host_trust`: what the system itself says of the file, where it
/// was asked; it has no part in the verdict.
[[nodiscard]] std::string render_inspection_json(const Artifact &artifact, Language language, const std::string &host_trust);

} // namespace acsgate
