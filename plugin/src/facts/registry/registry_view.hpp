#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// How one read of the registry ended. `absent`: it was looked for and is not there. `unsupported`: the view can't look there,
/// as an export can't outside of the keys that it was made of. Neither is ever taken for the other, nor is `denied`.
enum class ReadStatus : std::uint8_t { ok, absent, denied, error, unsupported };

/// What was read; `value` counts only if `status` is ok.
template <class T> struct RegistryRead {
  ReadStatus status = ReadStatus::error;
  T value{};
  [[nodiscard]] bool ok() const { return status == ReadStatus::ok; }
};

/// Types of values, by winnt.h's numbers.
namespace registry_type {
inline constexpr std::uint32_t sz = 1;
inline constexpr std::uint32_t expand_sz = 2;
inline constexpr std::uint32_t binary = 3;
inline constexpr std::uint32_t dword = 4;
inline constexpr std::uint32_t multi_sz = 7;
} // namespace registry_type

/// A value. `data` of the types sz and expand_sz is UTF-8 text up to the first NUL, of multi_sz UTF-8 texts each with a NUL at
/// its end, of all other types the bytes as they are stored.
struct RegistryValue {
  std::uint32_t type = 0;
  std::string data;
};

/// Reads a registry: the running system's, an export, or one made up for a test. Paths are below HKEY_LOCAL_MACHINE as a 64-bit
/// program sees them (`SOFTWARE\Microsoft\Windows NT\CurrentVersion`; the 32-bit view is `SOFTWARE\WOW6432Node`), the current
/// control set is `SYSTEM\CurrentControlSet`. Neither paths nor names depend on case (ASCII). A view may give `error` for what is
/// larger than the limits below.
class RegistryView {
public:
  RegistryView() = default;
  RegistryView(const RegistryView &) = default;
  RegistryView &operator=(const RegistryView &) = default;
  RegistryView(RegistryView &&) = default;
  RegistryView &operator=(RegistryView &&) = default;
  virtual ~RegistryView() = default;

  static constexpr std::size_t k_max_value_bytes = 1U << 20U;
  static constexpr std::size_t k_max_subkeys = 200000;

  /// Whether the key is there.
  [[nodiscard]] virtual ReadStatus key(std::string_view path) = 0;

  /// Names of the keys right below, in no particular order; all of them or none.
  [[nodiscard]] virtual RegistryRead<std::vector<std::string>> subkeys(std::string_view path) = 0;

  /// The value of that name; `absent` if the key or the value is not there.
  [[nodiscard]] virtual RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) = 0;
};

} // namespace acsgate
