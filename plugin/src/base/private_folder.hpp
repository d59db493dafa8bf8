#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <memory>

namespace acsgate {

/// Where what outlives a run is kept: the folder that the variable ACSGATE_STATE names, else `%ProgramData%\acsgate`, on Linux
/// `/var/lib/acsgate`.
[[nodiscard]] std::filesystem::path state_folder();

/// Makes the folder, for nobody but administrators (on Linux: the user that this program runs as), or checks that the one that
/// is there is a folder, no link, and that nobody else may write there.
[[nodiscard]] Result<void> open_private_folder(const std::filesystem::path &folder);

/// Puts `bytes` in the place of a file at once: whoever reads it sees the old or the new one, whole, whatever happens meanwhile.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path &file, std::string_view bytes);

/// A lock that the system takes away from a process that ends, however it ends.
class HostLock {
public:
  /// Takes the lock that `file` stands for, in a private folder; null if another process has it.
  [[nodiscard]] static Result<std::unique_ptr<HostLock>> try_take(const std::filesystem::path &file);
  ~HostLock();
  HostLock(const HostLock &) = delete;
  HostLock &operator=(const HostLock &) = delete;

private:
  explicit HostLock(std::intptr_t handle) : m_handle(handle) {}
  std::intptr_t m_handle;
};

} // namespace acsgate
