#include "base/standard_streams.hpp"

#include <unistd.h>

#include <iostream>

namespace acsgate {

/// A terminal takes the bytes as they are: there is nothing to hold.
struct StandardStreams::Consoles {};

StandardStreams::StandardStreams() { std::ios::sync_with_stdio(false); }

StandardStreams::~StandardStreams() = default;

bool standard_output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

bool standard_error_is_terminal() { return isatty(STDERR_FILENO) == 1; }

} // namespace acsgate
