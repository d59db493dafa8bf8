#include "install/preflight.hpp"

#include <algorithm>

namespace acsgate {

std::optional<OwnResult> obstacle(const Preflight &preflight, std::uint64_t needed_bytes) {
  if (preflight.self_protected == true) {
    return OwnResult::self_protected;
  }
  if (preflight.installer_busy == true) {
    return OwnResult::other_installation;
  }
  if (preflight.free_bytes && *preflight.free_bytes < needed_bytes) {
    return OwnResult::no_space;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> free_space(const std::filesystem::path &folder) {
  std::optional<std::uint64_t> least;
  std::error_code error;
  for (const auto &place : {std::filesystem::temp_directory_path(error), folder}) {
    const auto space = place.empty() ? std::filesystem::space_info{} : std::filesystem::space(place, error);
    if (!place.empty() && !error) {
      least = std::min<std::uint64_t>(least.value_or(space.available), space.available);
    }
  }
  return least;
}

} // namespace acsgate
