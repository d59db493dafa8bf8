#include "base/worker.hpp"

#include <cstdlib>
#include <thread>
#include <utility>

namespace acsgate {

void run_detached(std::function<void()> work) { std::thread(std::move(work)).detach(); }

void end_process(int exit_code) { std::_Exit(exit_code); }

} // namespace acsgate
