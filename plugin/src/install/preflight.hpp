#pragma once

#include "install/own_result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace acsgate {

/// What could be in the way of an installation. nullopt: it can't be told, which stops nothing here, because the installer looks
/// for itself; what it must not be left to is in the decision.
struct Preflight {
  std::optional<bool> self_protected; ///< no interface to read the Agent's self-protection is documented: only what was said
  std::optional<bool> installer_busy; ///< Windows Installer is at work
  std::optional<std::uint64_t> free_bytes;
};

/// The first thing that is in the way. `needed_bytes` of free space.
[[nodiscard]] std::optional<OwnResult> obstacle(const Preflight &preflight, std::uint64_t needed_bytes);

/// Whether Windows Installer is at work: it holds the mutex `_MSIExecute` then (Microsoft, "_MSIExecute Mutex"). nullopt where it
/// can't be told, and on other systems.
[[nodiscard]] std::optional<bool> installer_busy();

/// Free space where Windows has its temporary files, or this folder its own: the lesser of the two.
[[nodiscard]] std::optional<std::uint64_t> free_space(const std::filesystem::path &folder);

} // namespace acsgate
