#include "probe/read.hpp"

namespace acsgate {

std::string failed_source(std::string_view port, ReadStatus status) {
  static constexpr std::string_view k_words[] = {"ok", "absent", "denied", "error", "unsupported"};
  return std::string(port) + ": " + std::string(k_words[static_cast<std::size_t>(status)]);
}

} // namespace acsgate
