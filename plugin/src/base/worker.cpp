#include "base/worker.hpp"

namespace acsgate {

std::atomic<unsigned> &abandoned_threads() {
  static std::atomic<unsigned> s_count{0};
  return s_count;
}

} // namespace acsgate
