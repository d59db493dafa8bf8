#pragma once

#include "facts/registry/registry_view.hpp"

#include <memory>
#include <string>

struct HKEY__; // NOLINT(bugprone-reserved-identifier): what an HKEY points to in windows.h

namespace acsgate {

/// The registry of the running system, read-only, in the 64-bit view whatever the program's own bits are.
class MachineRegistry final : public RegistryView {
public:
  MachineRegistry();
  ~MachineRegistry() override;
  MachineRegistry(const MachineRegistry &) = delete;
  MachineRegistry &operator=(const MachineRegistry &) = delete;

  [[nodiscard]] ReadStatus key(std::string_view path) override;
  [[nodiscard]] RegistryRead<std::vector<std::string>> subkeys(std::string_view path) override;
  [[nodiscard]] RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) override;

private:
  /// Opens the key, or keeps the one that is open: facts come several from one key.
  [[nodiscard]] ReadStatus open(std::string_view path);
  void close();

  HKEY__ *m_key = nullptr;
  std::string m_path; ///< of the key that was opened last
  ReadStatus m_status = ReadStatus::error;
  std::string m_buffer;
};

} // namespace acsgate
