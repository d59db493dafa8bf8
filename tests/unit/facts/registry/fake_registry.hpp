#pragma once

#include "base/text.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace acsgate {

/// A registry in memory that is seen whole. It records what is read, and a read can be made to fail.
class FakeRegistry final : public RegistryView {
public:
  FakeRegistry &add_key(const std::string &path) {
    for (std::size_t end = path.find('\\'); end != std::string::npos; end = path.find('\\', end + 1)) {
      m_keys.try_emplace(lower_ascii(path.substr(0, end)), Key{path.substr(0, end), {}});
    }
    m_keys.try_emplace(lower_ascii(path), Key{path, {}});
    return *this;
  }
  FakeRegistry &set(const std::string &path, const std::string &name, RegistryValue value) {
    add_key(path);
    m_keys.at(lower_ascii(path)).values[name] = std::move(value);
    return *this;
  }
  FakeRegistry &text(const std::string &path, const std::string &name, const std::string &value) {
    return set(path, name, {registry_type::sz, value});
  }
  FakeRegistry &dword(const std::string &path, const std::string &name, std::uint32_t value) {
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>(static_cast<unsigned char>(value >> shift));
    }
    return set(path, name, {registry_type::dword, bytes});
  }
  FakeRegistry &remove_key(const std::string &path) {
    std::erase_if(m_keys, [&](const auto &key) { return (key.first + '\\').starts_with(lower_ascii(path) + '\\'); });
    return *this;
  }

  /// What was read, one `key PATH`, `subkeys PATH` or `value PATH NAME` a read.
  std::vector<std::string> accesses;
  /// The read with this number ends so.
  std::size_t fail_at = static_cast<std::size_t>(-1);
  ReadStatus fail_as = ReadStatus::denied;
  /// Every read below this path ends in `fail_as`.
  std::string fail_below;

  ReadStatus key(std::string_view path) override {
    if (const auto failed = access("key " + std::string(path), path)) {
      return *failed;
    }
    return m_keys.contains(lower_ascii(path)) ? ReadStatus::ok : ReadStatus::absent;
  }

  RegistryRead<std::vector<std::string>> subkeys(std::string_view path) override {
    if (const auto failed = access("subkeys " + std::string(path), path)) {
      return {*failed, {}};
    }
    if (!m_keys.contains(lower_ascii(path))) {
      return {ReadStatus::absent, {}};
    }
    RegistryRead<std::vector<std::string>> read{ReadStatus::ok, {}};
    const std::string above = lower_ascii(path) + '\\';
    for (const auto &[place, key] : m_keys) {
      if (place.starts_with(above) && place.find('\\', above.size()) == std::string::npos) {
        read.value.push_back(key.path.substr(above.size()));
      }
    }
    return read;
  }

  RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) override {
    if (const auto failed = access("value " + std::string(path) + ' ' + std::string(name), path)) {
      return {*failed, {}};
    }
    const auto key = m_keys.find(lower_ascii(path));
    if (key != m_keys.end()) {
      for (const auto &[own, value] : key->second.values) {
        if (lower_ascii(own) == lower_ascii(name)) {
          return {ReadStatus::ok, value};
        }
      }
    }
    return {ReadStatus::absent, {}};
  }

  /// All of it as reg export would write it.
  [[nodiscard]] std::string exported() const {
    static constexpr char k_hex_digits[] = "0123456789abcdef";
    std::string text = "Windows Registry Editor Version 5.00\r\n\r\n";
    for (const auto &[place, key] : m_keys) {
      text += "[HKEY_LOCAL_MACHINE\\" + key.path + "]\r\n";
      for (const auto &[name, value] : key.values) {
        text += '"' + escaped(name) + "\"=";
        if (value.type == registry_type::sz) {
          text += '"' + escaped(value.data) + '"';
        } else {
          text += value.type == registry_type::binary ? "hex:" : std::string("hex(") + k_hex_digits[value.type] + "):";
          for (std::size_t at = 0; at < value.data.size(); ++at) {
            const auto byte = static_cast<unsigned char>(value.data[at]);
            text += std::string(at == 0        ? ""
                                : at % 24 == 0 ? ",\\\r\n  "
                                               : ",") +
                    k_hex_digits[byte >> 4U] + k_hex_digits[byte & 15U];
          }
        }
        text += "\r\n";
      }
      text += "\r\n";
    }
    return text;
  }

private:
  struct Key {
    std::string path;
    std::map<std::string, RegistryValue> values;
  };

  static std::string escaped(const std::string &text) {
    std::string out;
    for (const char c : text) {
      out += c == '\\' || c == '"' ? std::string("\\") + c : std::string(1, c);
    }
    return out;
  }

  std::optional<ReadStatus> access(const std::string &what, std::string_view path) {
    accesses.push_back(what);
    const bool below = !fail_below.empty() && (lower_ascii(path) + '\\').starts_with(lower_ascii(fail_below) + '\\');
    return accesses.size() - 1 == fail_at || below ? std::optional(fail_as) : std::nullopt;
  }

  std::map<std::string, Key> m_keys; ///< by path in lower case
};

} // namespace acsgate
