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

Error no_program(const std::string &name, std::string what, std::string fix) {
  return {ErrorKind::usage, "", "the command " + printable(name) + ' ' + std::move(what), std::move(fix)};
}

Result<std::string> find_program(const std::string &name) {
  if (is_batch_file(name)) {
    return tl::unexpected(
        no_program(name, "is a batch file, whose arguments only a shell could read", "name the program that it starts"));
  }
  return find_system_program(name);
}

} // namespace acsgate
