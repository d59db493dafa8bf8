#include "base/utf16_windows.hpp"
#include "probe/windows/status_windows.hpp"
#include "probe/windows/system_windows.hpp"

#include <windows.h>

#include <array>
#include <iterator>
#include <memory>
#include <span>

namespace acsgate {

namespace {

struct CloseService {
  void operator()(SC_HANDLE handle) const { CloseServiceHandle(handle); }
};
using Service = std::unique_ptr<std::remove_pointer_t<SC_HANDLE>, CloseService>;

constexpr FactText k_states[] = {{},        "stopped",          "start-pending", "stop-pending",
                                 "running", "continue-pending", "pause-pending", "paused"}; ///< winsvc.h, from 1 on
constexpr FactText k_starts[] = {"boot", "system", "auto", "manual", "disabled"};

FactText word(std::span<const FactText> words, DWORD number) { return number < words.size() ? words[number] : FactText(); }

ReadStatus last_status() {
  const DWORD error = GetLastError();
  return error == ERROR_SERVICE_DOES_NOT_EXIST ? ReadStatus::absent
         : error == ERROR_ACCESS_DENIED        ? ReadStatus::denied
                                               : ReadStatus::error;
}

} // namespace

ProbeRead<ServiceState> ServiceControlManager::service(std::string_view name) {
  const Service manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  if (!manager) {
    const ReadStatus status = last_status();
    return {status == ReadStatus::absent ? ReadStatus::error : status, {}};
  }
  const Service service(OpenServiceW(manager.get(), wide_from_utf8(name).c_str(), SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG));
  if (!service) {
    return {last_status(), {}};
  }
  ServiceState state;
  SERVICE_STATUS_PROCESS status{};
  DWORD needed = 0;
  if (QueryServiceStatusEx(service.get(), SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE *>(&status), sizeof status, &needed) ==
      0) {
    return {last_status(), {}};
  }
  state.state = word(k_states, status.dwCurrentState);
  // 8 KB is the most that a configuration takes (Microsoft, "QueryServiceConfigW").
  alignas(QUERY_SERVICE_CONFIGW) std::array<BYTE, 8192> buffer{};
  auto *const config = reinterpret_cast<QUERY_SERVICE_CONFIGW *>(buffer.data());
  if (QueryServiceConfigW(service.get(), config, static_cast<DWORD>(buffer.size()), &needed) == 0) {
    return {last_status(), {}};
  }
  state.start = word(k_starts, config->dwStartType);
  return {ReadStatus::ok, state};
}

} // namespace acsgate
