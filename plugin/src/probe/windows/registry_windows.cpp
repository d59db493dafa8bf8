#include "probe/windows/registry_windows.hpp"

#include "base/utf16_windows.hpp"
#include "facts/registry/registry_value.hpp"
#include "probe/windows/status_windows.hpp"

#include <array>

namespace acsgate {

namespace {

constexpr std::size_t k_first_size = 4096;
constexpr DWORD k_max_name = 256; ///< 255 characters and the NUL (Microsoft, "Registry element size limits")

} // namespace

MachineRegistry::MachineRegistry() : m_buffer(k_first_size, '\0') {}

MachineRegistry::~MachineRegistry() { close(); }

void MachineRegistry::close() {
  if (m_key != nullptr) {
    RegCloseKey(m_key);
    m_key = nullptr;
  }
}

ReadStatus MachineRegistry::open(std::string_view path) {
  if (path != m_path) {
    close();
    m_path = path;
    const std::wstring wide = wide_from_utf8(path);
    m_status = status_of_error(static_cast<unsigned long>(
        RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide.c_str(), 0, KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS | KEY_WOW64_64KEY, &m_key)));
  }
  return m_status;
}

ReadStatus MachineRegistry::key(std::string_view path) { return open(path); }

RegistryRead<std::vector<std::string>> MachineRegistry::subkeys(std::string_view path) {
  RegistryRead<std::vector<std::string>> read{open(path), {}};
  std::array<wchar_t, k_max_name> name{};
  for (DWORD index = 0; read.ok(); ++index) {
    auto size = static_cast<DWORD>(name.size());
    const LONG error = RegEnumKeyExW(m_key, index, name.data(), &size, nullptr, nullptr, nullptr, nullptr);
    if (error == ERROR_NO_MORE_ITEMS) {
      return read;
    }
    if (error == ERROR_SUCCESS && read.value.size() < k_max_subkeys) {
      read.value.push_back(utf8_from_wide(std::wstring_view(name.data(), size)));
    } else {
      read = {error == ERROR_ACCESS_DENIED ? ReadStatus::denied : ReadStatus::error, {}};
    }
  }
  return read;
}

RegistryRead<RegistryValue> MachineRegistry::value(std::string_view path, std::string_view name) {
  if (const ReadStatus status = open(path); status != ReadStatus::ok) {
    return {status, {}};
  }
  const std::wstring wide = wide_from_utf8(name);
  for (;;) {
    DWORD type = REG_NONE;
    auto size = static_cast<DWORD>(m_buffer.size());
    const LONG error = RegQueryValueExW(m_key, wide.c_str(), nullptr, &type, reinterpret_cast<BYTE *>(m_buffer.data()), &size);
    if (error == ERROR_SUCCESS && size <= m_buffer.size()) {
      return {ReadStatus::ok, registry_value(type, std::string_view(m_buffer).substr(0, size))};
    }
    if (error != ERROR_MORE_DATA || m_buffer.size() >= k_max_value_bytes || size > k_max_value_bytes) {
      // A key that went away meanwhile is told by another code, and is an error.
      return {error == ERROR_SUCCESS ? ReadStatus::error : status_of_error(static_cast<unsigned long>(error)), {}};
    }
    m_buffer.resize(std::max<std::size_t>(size, m_buffer.size() * 2));
  }
}

} // namespace acsgate
