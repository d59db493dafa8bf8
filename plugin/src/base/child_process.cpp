#include "base/child_process.hpp"
#include "base/text.hpp"

namespace acsgate {

bool is_batch_file(std::string_view name) {
  while (name.ends_with('.') || name.ends_with(' ')) { // Windows drops them
    name.remove_suffix(1);
  }
  const std::string lower = lower_ascii(name);
  return lower.ends_with(".cmd") || lower.ends_with(".bat");
}

} // namespace acsgate
