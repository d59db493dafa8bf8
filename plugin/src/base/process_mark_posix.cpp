#include "base/file.hpp"
#include "base/process_mark.hpp"
#include "base/text.hpp"

#include <unistd.h>

#include <limits>

namespace acsgate {

namespace {

constexpr std::size_t k_max_proc_bytes = 65536;
constexpr int k_start_time = 22; ///< number of the field, proc(5)

} // namespace

ProcessMark mark_of_process(std::uint64_t id) {
  const auto stat = read_file("/proc/" + std::to_string(id) + "/stat", k_max_proc_bytes, ErrorKind::input);
  const std::size_t name_end = stat ? stat->rfind(')') : std::string::npos; // a name may hold anything
  if (name_end == std::string::npos) {
    return {};
  }
  std::string_view rest = std::string_view(*stat).substr(name_end + 1);
  for (int field = 3; !rest.empty(); ++field) {
    rest.remove_prefix(1);
    const std::string_view value = rest.substr(0, rest.find(' '));
    rest.remove_prefix(value.size());
    unsigned long started = 0;
    if (field == 3 && (value == "Z" || value == "X")) {
      break;
    }
    if (field == k_start_time && parse_decimal(value, std::numeric_limits<unsigned long>::max(), started)) {
      return {id, started};
    }
  }
  return {};
}

ProcessMark own_process_mark() { return mark_of_process(static_cast<std::uint64_t>(getpid())); }

bool is_running(const ProcessMark &mark) { return mark.id != 0 && mark_of_process(mark.id) == mark; }

std::string boot_mark() {
  const auto id = read_file("/proc/sys/kernel/random/boot_id", k_max_proc_bytes, ErrorKind::input);
  return id ? std::string(trimmed(*id)) : std::string();
}

bool is_this_boot(const std::string &mark) { return !mark.empty() && mark == boot_mark(); }

} // namespace acsgate
