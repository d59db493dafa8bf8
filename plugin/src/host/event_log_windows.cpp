#include "base/utf16_windows.hpp"
#include "host/event_log.hpp"

#include <windows.h>

namespace acsgate {

bool has_event_log() { return true; }

Result<void> write_event(const Event &event) {
  const auto failure = [](const char *what) {
    return tl::unexpected(Error{ErrorKind::input, "event log",
                                std::string(what) + " (Windows error " + std::to_string(GetLastError()) + ')',
                                "check that the service EventLog runs"});
  };
  HANDLE log = RegisterEventSourceW(nullptr, L"acsgate");
  if (log == nullptr) {
    return failure("the Application log can't be opened");
  }
  const std::wstring text = wide_from_utf8(event.text);
  const wchar_t *texts[] = {text.c_str()};
  const bool written = ReportEventW(log, event.warning ? EVENTLOG_WARNING_TYPE : EVENTLOG_INFORMATION_TYPE, 0, event.id, nullptr,
                                    1, 0, texts, nullptr) != 0;
  auto result = written ? Result<void>() : failure("the decision can't be written to the Application log");
  DeregisterEventSource(log);
  return result;
}

} // namespace acsgate
