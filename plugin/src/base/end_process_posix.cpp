#include "base/worker.hpp"

#include <cstdlib>

namespace acsgate {

void end_process(int exit_code) { std::_Exit(exit_code); }

} // namespace acsgate
