#include "base/terminal.hpp"

#include <unistd.h>

namespace acsgate {

bool standard_output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

void use_binary_standard_streams() {}

} // namespace acsgate
