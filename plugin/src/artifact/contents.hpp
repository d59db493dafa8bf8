#pragma once

#include "artifact/compound_file.hpp"
#include "artifact/inspect.hpp"

namespace acsgate {

/// Judges the programs that lie in a cabinet, or in the cabinets that lie in an installer package, apart from the package's own
/// signature, and finds of the package what follows from them. What could not be looked at is found, too: it is never passed
/// over.
void judge_contents(ByteSource &cabinet, Timestamp now, Artifact &package);
void judge_contents(CompoundFile &file, Timestamp now, Artifact &package);

} // namespace acsgate
