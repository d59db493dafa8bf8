#pragma once

namespace acsgate {

/// True if a person reads standard output on a terminal.
[[nodiscard]] bool standard_output_is_terminal();

/// Makes standard output and input pass bytes through as they are: LF stays LF on Windows too.
void use_binary_standard_streams();

} // namespace acsgate
