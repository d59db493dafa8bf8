#pragma once

#include "facts/registry/registry_view.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace acsgate {

/// What shows that a signal is set.
enum class SignalTest : std::uint8_t {
  key,       ///< the key is there
  subkeys,   ///< the key has keys below it
  value,     ///< the value is there
  non_zero,  ///< the value is a dword that is not 0
  non_empty, ///< the value is there and holds more than NULs
};

/// One place of the registry where a restart that is pending shows.
struct RebootSignal {
  std::string_view name; ///< as in reboot.pending and in a policy's no_pending_reboot
  bool hard;             ///< servicing waits for it; the others are often left over, or no reason to wait
  SignalTest test;
  std::string_view key;
  std::string_view value; ///< where the test is of a value
};

[[nodiscard]] std::span<const RebootSignal> reboot_signals();

/// `ok`: set; `absent`: not set; else what stood in the way of the answer.
[[nodiscard]] ReadStatus read_signal(RegistryView &view, const RebootSignal &signal);

} // namespace acsgate
