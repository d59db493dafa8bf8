/* The made-up Agent: a service that runs until it is stopped. */
#include <windows.h>

static SERVICE_STATUS_HANDLE s_handle;
static HANDLE s_stop;

static void tell(DWORD state) {
  SERVICE_STATUS status = {.dwServiceType = SERVICE_WIN32_OWN_PROCESS,
                           .dwCurrentState = state,
                           .dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP : 0};
  SetServiceStatus(s_handle, &status);
}

static void WINAPI control(DWORD what) {
  if (what == SERVICE_CONTROL_STOP) {
    SetEvent(s_stop);
  }
}

static void WINAPI serve(DWORD count, LPWSTR *arguments) {
  (void)count;
  (void)arguments;
  s_stop = CreateEventW(NULL, TRUE, FALSE, NULL);
  s_handle = RegisterServiceCtrlHandlerW(L"ds_agent", control);
  tell(SERVICE_RUNNING);
  WaitForSingleObject(s_stop, INFINITE);
  tell(SERVICE_STOPPED);
}

int wmain(void) {
  static wchar_t name[] = L"ds_agent";
  const SERVICE_TABLE_ENTRYW table[] = {{name, serve}, {NULL, NULL}};
  return StartServiceCtrlDispatcherW(table) ? 0 : 1;
}
