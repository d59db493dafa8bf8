#include "base/utf16_windows.hpp"
#include "facts/registry/registry_value.hpp"
#include "host/machine_registry.hpp"

#include <windows.h>

namespace acsgate {

namespace {

class Key {
public:
  explicit Key(std::string_view path)
      : m_error(RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide_from_utf8(path).c_str(), 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &m_key)) {}
  ~Key() {
    if (m_key != nullptr) {
      RegCloseKey(m_key);
    }
  }
  Key(const Key &) = delete;
  Key &operator=(const Key &) = delete;
  [[nodiscard]] LONG error() const { return m_error; }
  [[nodiscard]] HKEY handle() const { return m_key; }

private:
  HKEY m_key = nullptr; // before m_error, which sets it
  LONG m_error;
};

ReadStatus status_of(LONG error) {
  switch (error) {
  case ERROR_SUCCESS:
    return ReadStatus::ok;
  case ERROR_FILE_NOT_FOUND:
    return ReadStatus::absent;
  case ERROR_ACCESS_DENIED:
    return ReadStatus::denied;
  default:
    return ReadStatus::error;
  }
}

/// Values of the running system's registry, in the 64-bit view whatever the program's own bits are.
class MachineRegistry final : public RegistryView {
public:
  ReadStatus key(std::string_view path) override { return status_of(Key(path).error()); }

  /// Nothing that is read here has keys below it.
  RegistryRead<std::vector<std::string>> subkeys(std::string_view /*path*/) override { return {ReadStatus::unsupported, {}}; }

  RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) override {
    const Key key(path);
    if (key.error() != ERROR_SUCCESS) {
      return {status_of(key.error()), {}};
    }
    std::string bytes(k_most_bytes, '\0');
    auto size = static_cast<DWORD>(bytes.size());
    DWORD type = REG_NONE;
    const LONG error = RegQueryValueExW(key.handle(), wide_from_utf8(name).c_str(), nullptr, &type,
                                        reinterpret_cast<BYTE *>(bytes.data()), &size);
    return error == ERROR_SUCCESS ? RegistryRead<RegistryValue>{ReadStatus::ok, registry_value(type, {bytes.data(), size})}
                                  : RegistryRead<RegistryValue>{status_of(error), {}};
  }

private:
  static constexpr std::size_t k_most_bytes = 65536;
};

} // namespace

std::unique_ptr<RegistryView> machine_registry() { return std::make_unique<MachineRegistry>(); }

} // namespace acsgate
