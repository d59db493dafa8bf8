#include "base/process_mark.hpp"
#include "base/text.hpp"

#include <windows.h>

#include <chrono>
#include <limits>
#include <memory>

namespace acsgate {

namespace {

/// The clock may be set while the system runs, so two marks of one run may differ by this much.
constexpr long long k_same_boot_seconds = 120;

struct CloseProcess {
  void operator()(void *handle) const { CloseHandle(handle); }
};

long long boot_seconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::chrono::milliseconds up(GetTickCount64());
  return std::chrono::duration_cast<std::chrono::seconds>(now - up).count();
}

} // namespace

ProcessMark mark_of_process(std::uint64_t id) {
  const std::unique_ptr<void, CloseProcess> process(
      OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, static_cast<DWORD>(id)));
  FILETIME created{};
  FILETIME exited{};
  FILETIME kernel{};
  FILETIME user{};
  if (process == nullptr || WaitForSingleObject(process.get(), 0) != WAIT_TIMEOUT ||
      GetProcessTimes(process.get(), &created, &exited, &kernel, &user) == 0) {
    return {};
  }
  return {id, (std::uint64_t{created.dwHighDateTime} << 32U) | created.dwLowDateTime};
}

ProcessMark own_process_mark() { return mark_of_process(GetCurrentProcessId()); }

bool is_running(const ProcessMark &mark) { return mark.id != 0 && mark_of_process(mark.id) == mark; }

std::string boot_mark() { return std::to_string(boot_seconds()); }

bool is_this_boot(const std::string &mark) {
  unsigned long seconds = 0;
  if (!parse_decimal(mark, std::numeric_limits<unsigned long>::max(), seconds)) {
    return false;
  }
  const long long apart = boot_seconds() - static_cast<long long>(seconds);
  return apart >= -k_same_boot_seconds && apart <= k_same_boot_seconds;
}

} // namespace acsgate
