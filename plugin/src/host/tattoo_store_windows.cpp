#include "base/utf16.hpp"
#include "base/utf16_windows.hpp"
#include "host/tattoo_store.hpp"

#include <windows.h>

#include <array>

namespace acsgate {

namespace {

constexpr const wchar_t *k_parent = L"SOFTWARE\\acsgate";
constexpr const wchar_t *k_name = L"Decision"; ///< of the key, and of the value in it that counts
constexpr const char *k_where = R"(HKLM\SOFTWARE\acsgate\Decision)";
constexpr DWORD k_max_values = 100;
constexpr DWORD k_max_name = 256;
constexpr std::size_t k_max_bytes = 4096;

struct Key {
  HKEY handle = nullptr;
  Key() = default;
  ~Key() { close(); }
  Key(const Key &) = delete;
  Key &operator=(const Key &) = delete;
  void close() {
    if (handle != nullptr) {
      RegCloseKey(handle);
      handle = nullptr;
    }
  }
};

Error failure(std::string what, LONG error) {
  return {ErrorKind::input, k_where, std::move(what) + " (Windows error " + std::to_string(error) + ')',
          error == ERROR_ACCESS_DENIED ? "run acsgate as an administrator or as SYSTEM" : "check the registry's permissions"};
}

bool is_gone(LONG error) { return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND || error == ERROR_KEY_DELETED; }

/// Each write is one registry call. The key is taken away as a whole and made anew as a volatile one, so that one that somebody
/// made durable is never written into.
class RegistryTattooStore final : public TattooStore {
public:
  Result<void> invalidate() override {
    m_key.close();
    Key parent;
    LONG error = RegOpenKeyExW(HKEY_LOCAL_MACHINE, k_parent, 0, KEY_ENUMERATE_SUB_KEYS | KEY_QUERY_VALUE | KEY_WOW64_64KEY,
                               &parent.handle);
    if (error == ERROR_SUCCESS) {
      Key key;
      error = RegOpenKeyExW(parent.handle, k_name, 0, KEY_SET_VALUE | KEY_WOW64_64KEY, &key.handle);
      if (error == ERROR_SUCCESS) {
        error = RegDeleteValueW(key.handle, k_name);
      }
      if (error == ERROR_SUCCESS || is_gone(error)) {
        error = RegDeleteTreeW(parent.handle, k_name);
      }
    }
    if (error != ERROR_SUCCESS && !is_gone(error)) {
      return tl::unexpected(failure("the old decision can't be taken away", error));
    }
    return {};
  }

  Result<void> write(std::string_view name, std::string_view text) override {
    if (m_key.handle == nullptr) {
      if (auto begun = begin(); !begun) {
        return begun;
      }
    }
    const std::wstring wide = wide_from_utf8(text);
    const auto size = static_cast<DWORD>((wide.size() + 1) * sizeof(wchar_t));
    const LONG error =
        RegSetValueExW(m_key.handle, wide_from_utf8(name).c_str(), 0, REG_SZ, reinterpret_cast<const BYTE *>(wide.c_str()), size);
    if (error != ERROR_SUCCESS) {
      return tl::unexpected(failure("the decision can't be written", error));
    }
    return {};
  }

  Result<std::optional<TattooValues>> read() override {
    const std::wstring path = std::wstring(k_parent) + L'\\' + k_name;
    Key key;
    LONG error = RegOpenKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &key.handle);
    if (is_gone(error)) {
      return std::nullopt;
    }
    TattooValues values;
    for (DWORD index = 0; error == ERROR_SUCCESS && index < k_max_values; ++index) {
      std::array<wchar_t, k_max_name> name{};
      auto name_size = static_cast<DWORD>(name.size());
      std::string bytes(k_max_bytes, '\0');
      auto size = static_cast<DWORD>(bytes.size());
      DWORD type = REG_NONE;
      error = RegEnumValueW(key.handle, index, name.data(), &name_size, nullptr, &type, reinterpret_cast<BYTE *>(bytes.data()),
                            &size);
      if (error == ERROR_SUCCESS && type == REG_SZ) {
        const std::string text = utf8_from_utf16(std::string_view(bytes).substr(0, size));
        values.insert_or_assign(utf8_from_wide({name.data(), name_size}), text.substr(0, text.find('\0')));
      }
    }
    if (error != ERROR_NO_MORE_ITEMS && error != ERROR_SUCCESS) {
      return tl::unexpected(failure("the decision can't be read", error));
    }
    return values;
  }

private:
  Result<void> begin() {
    Key parent;
    LONG error = RegCreateKeyExW(HKEY_LOCAL_MACHINE, k_parent, 0, nullptr, REG_OPTION_NON_VOLATILE,
                                 KEY_CREATE_SUB_KEY | KEY_WOW64_64KEY, nullptr, &parent.handle, nullptr);
    DWORD disposition = 0;
    if (error == ERROR_SUCCESS) {
      error = RegCreateKeyExW(parent.handle, k_name, 0, nullptr, REG_OPTION_VOLATILE, KEY_SET_VALUE | KEY_WOW64_64KEY, nullptr,
                              &m_key.handle, &disposition);
    }
    if (error != ERROR_SUCCESS) {
      return tl::unexpected(failure("the registry key can't be made", error));
    }
    if (disposition != REG_CREATED_NEW_KEY) {
      m_key.close();
      return tl::unexpected(Error{ErrorKind::input, k_where, "another program is writing a decision at the same time",
                                  "run one check --tattoo at a time"});
    }
    return {};
  }

  Key m_key; ///< open from the first write on
};

} // namespace

std::unique_ptr<TattooStore> machine_tattoo_store() { return std::make_unique<RegistryTattooStore>(); }

} // namespace acsgate
