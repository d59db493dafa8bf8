#include "probe/windows/management_windows.hpp"

#include "base/system_library_windows.hpp"
#include "base/text.hpp"
#include "base/utf16_windows.hpp"

#include <windows.h>

#include <oleauto.h>
#include <wbemcli.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace acsgate {

namespace {

constexpr std::size_t k_max_rows = 10000;
constexpr long k_row_milliseconds = 10000; ///< the caller gives up earlier

/// COM is loaded only by those who ask WMI: it costs every start of the program else.
struct Com {
  HMODULE ole32 = load_system_library(L"ole32.dll");
  HMODULE oleaut32 = load_system_library(L"oleaut32.dll");
  decltype(&CoInitializeEx) initialize = function_of<decltype(CoInitializeEx)>(ole32, "CoInitializeEx");
  decltype(&CoUninitialize) uninitialize = function_of<decltype(CoUninitialize)>(ole32, "CoUninitialize");
  decltype(&CoCreateInstance) create = function_of<decltype(CoCreateInstance)>(ole32, "CoCreateInstance");
  decltype(&CoSetProxyBlanket) set_blanket = function_of<decltype(CoSetProxyBlanket)>(ole32, "CoSetProxyBlanket");
  decltype(&SysAllocString) allocate = function_of<decltype(SysAllocString)>(oleaut32, "SysAllocString");
  decltype(&SysFreeString) free = function_of<decltype(SysFreeString)>(oleaut32, "SysFreeString");
  decltype(&VariantClear) clear = function_of<decltype(VariantClear)>(oleaut32, "VariantClear");
  [[nodiscard]] bool complete() const {
    return initialize != nullptr && uninitialize != nullptr && create != nullptr && set_blanket != nullptr &&
           allocate != nullptr && free != nullptr && clear != nullptr;
  }
};

struct Release {
  void operator()(IUnknown *object) const { object->Release(); }
};
template <class T> using Object = std::unique_ptr<T, Release>;

struct FreeText {
  const Com &com;
  void operator()(wchar_t *text) const { com.free(text); }
};
using Text = std::unique_ptr<wchar_t, FreeText>;

ReadStatus status_of(HRESULT result) {
  switch (static_cast<unsigned long>(result)) {
  case static_cast<unsigned long>(E_ACCESSDENIED):
  case static_cast<unsigned long>(WBEM_E_ACCESS_DENIED):
    return ReadStatus::denied;
  case static_cast<unsigned long>(WBEM_E_INVALID_CLASS):
  case static_cast<unsigned long>(WBEM_E_NOT_FOUND):
  case static_cast<unsigned long>(WBEM_E_INVALID_NAMESPACE):
  case static_cast<unsigned long>(REGDB_E_CLASSNOTREG):
    return ReadStatus::unsupported;
  default:
    return ReadStatus::error;
  }
}

/// One object of a query's answer.
class Row {
public:
  Row(const Com &com, IWbemClassObject &object) : m_com(com), m_object(object) {}

  [[nodiscard]] std::string text(const wchar_t *name) const {
    std::string text;
    with(name, [&](const VARIANT &value) {
      text = value.vt == VT_BSTR && value.bstrVal != nullptr ? utf8_from_wide(std::wstring_view(value.bstrVal)) : "";
    });
    return text;
  }

  [[nodiscard]] long number(const wchar_t *name) const {
    long number = -1;
    with(name, [&](const VARIANT &value) { number = value.vt == VT_I4 ? value.lVal : -1; });
    return number;
  }

private:
  template <class Take> void with(const wchar_t *name, const Take &take) const {
    VARIANT value{};
    if (SUCCEEDED(m_object.Get(name, 0, &value, nullptr, nullptr))) {
      take(value);
      m_com.clear(&value);
    }
  }

  const Com &m_com;
  IWbemClassObject &m_object;
};

HRESULT each_row(const Com &com, const std::wstring &query, const std::function<void(const Row &)> &take) {
  IWbemLocator *created = nullptr;
  HRESULT result = com.create(__uuidof(WbemLocator), nullptr, CLSCTX_INPROC_SERVER, __uuidof(IWbemLocator),
                              reinterpret_cast<void **>(&created));
  if (FAILED(result)) {
    return result;
  }
  const Object<IWbemLocator> locator(created);
  const Text space(com.allocate(L"ROOT\\CIMV2"), {com});
  IWbemServices *connected = nullptr;
  // Without the flag a service that hangs would keep us for ever.
  result = locator->ConnectServer(space.get(), nullptr, nullptr, nullptr, WBEM_FLAG_CONNECT_USE_MAX_WAIT, nullptr, nullptr,
                                  &connected);
  if (FAILED(result)) {
    return result;
  }
  const Object<IWbemServices> services(connected);
  result = com.set_blanket(services.get(), RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, nullptr, RPC_C_AUTHN_LEVEL_CALL,
                           RPC_C_IMP_LEVEL_IMPERSONATE, nullptr, EOAC_NONE);
  if (FAILED(result) && result != E_NOINTERFACE) { // an object in this process has no proxy
    return result;
  }
  const Text language(com.allocate(L"WQL"), {com});
  const Text wql(com.allocate(query.c_str()), {com});
  IEnumWbemClassObject *answer = nullptr;
  result =
      services->ExecQuery(language.get(), wql.get(), WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY, nullptr, &answer);
  if (FAILED(result)) {
    return result;
  }
  const Object<IEnumWbemClassObject> rows(answer);
  for (std::size_t count = 0; count < k_max_rows; ++count) {
    IWbemClassObject *found = nullptr;
    ULONG returned = 0;
    result = rows->Next(k_row_milliseconds, 1, &found, &returned);
    if (result != WBEM_S_NO_ERROR) {
      return result == WBEM_S_FALSE ? S_OK : FAILED(result) ? result : E_FAIL; // timed out: not all were seen
    }
    const Object<IWbemClassObject> row(found);
    take(Row(com, *row));
  }
  return E_FAIL;
}

ReadStatus ask(const std::wstring &query, const std::function<void(const Row &)> &take) {
  const Com com;
  if (!com.complete()) {
    return ReadStatus::unsupported;
  }
  if (const HRESULT result = com.initialize(nullptr, COINIT_MULTITHREADED); FAILED(result)) {
    return status_of(result);
  }
  const HRESULT result = each_row(com, query, take);
  com.uninitialize();
  return SUCCEEDED(result) ? ReadStatus::ok : status_of(result);
}

/// Only what a GUID is made of gets into a query.
bool is_plain_id(const std::string &id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
  });
}

} // namespace

ProbeRead<std::vector<std::string>> MachineManagement::hotfix_ids() {
  ProbeRead<std::vector<std::string>> read{ReadStatus::ok, {}};
  read.status = ask(L"SELECT HotFixID FROM Win32_QuickFixEngineering",
                    [&](const Row &row) { read.value.push_back(row.text(L"HotFixID")); });
  return read;
}

ProbeRead<std::vector<Licence>> MachineManagement::licences(const std::vector<std::string> &activation_ids) {
  std::wstring query = L"SELECT ID, LicenseStatus FROM SoftwareLicensingProduct WHERE ";
  bool any = false;
  for (const std::string &id : activation_ids) {
    if (is_plain_id(id)) {
      query += (any ? L" OR ID='" : L"ID='") + wide_from_utf8(id) + L"'";
      any = true;
    }
  }
  ProbeRead<std::vector<Licence>> read{ReadStatus::ok, {}};
  if (any) {
    constexpr long k_licensed = 1;
    read.status = ask(query, [&](const Row &row) {
      read.value.push_back({lower_ascii(row.text(L"ID")), row.number(L"LicenseStatus") == k_licensed});
    });
  }
  return read;
}

} // namespace acsgate
