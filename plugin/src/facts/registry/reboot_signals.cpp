#include "facts/registry/reboot_signals.hpp"

#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// By name. Places: ansible.windows' setup module, and administrators' lists of what sets the restart flag.
constexpr RebootSignal k_signals[] = {
    {"cbs", true, SignalTest::key, R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\PackagesPending)", {}},
    {"cbs", true, SignalTest::key, R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootInProgress)", {}},
    {"cbs", true, SignalTest::key, R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending)", {}},
    {"domain-join", false, SignalTest::key, R"(SYSTEM\CurrentControlSet\Services\Netlogon\AvoidSpnSet)", {}},
    {"domain-join", false, SignalTest::key, R"(SYSTEM\CurrentControlSet\Services\Netlogon\JoinDomain)", {}},
    {"file-rename", false, SignalTest::non_empty, R"(SYSTEM\CurrentControlSet\Control\Session Manager)",
     "PendingFileRenameOperations"},
    {"file-rename", false, SignalTest::non_empty, R"(SYSTEM\CurrentControlSet\Control\Session Manager)",
     "PendingFileRenameOperations2"},
    {"run-once", false, SignalTest::value, R"(SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce)", "DVDRebootSignal"},
    {"server-manager", false, SignalTest::key, R"(SOFTWARE\Microsoft\ServerManager\CurrentRebootAttempts)", {}},
    {"server-manager", false, SignalTest::non_zero, R"(SOFTWARE\Microsoft\ServerManager\ServicingStorage\ServerComponentCache)",
     "RestartRequired"},
    {"update-exe", false, SignalTest::non_zero, R"(SOFTWARE\Microsoft\Updates)", "UpdateExeVolatile"},
    {"update-reporting",
     false,
     SignalTest::key,
     R"(SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\PostRebootReporting)",
     {}},
    {"update-service",
     false,
     SignalTest::subkeys,
     R"(SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Services\Pending)",
     {}},
    {"windows-update",
     true,
     SignalTest::key,
     R"(SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired)",
     {}},
};

ReadStatus set_if(bool set) { return set ? ReadStatus::ok : ReadStatus::absent; }

} // namespace

std::span<const RebootSignal> reboot_signals() { return k_signals; }

ReadStatus read_signal(RegistryView &view, const RebootSignal &signal) {
  switch (signal.test) {
  case SignalTest::key:
    return view.key(signal.key);
  case SignalTest::subkeys: {
    const auto read = view.subkeys(signal.key);
    return read.ok() ? set_if(!read.value.empty()) : read.status;
  }
  case SignalTest::value:
    return view.value(signal.key, signal.value).status;
  case SignalTest::non_zero: {
    const auto read = read_dword(view, signal.key, signal.value);
    return read.ok() ? set_if(read.value != 0) : read.status;
  }
  case SignalTest::non_empty: {
    const auto read = view.value(signal.key, signal.value);
    return read.ok() ? set_if(std::ranges::any_of(read.value.data, [](char c) { return c != '\0'; })) : read.status;
  }
  }
  return ReadStatus::error;
}

} // namespace acsgate
