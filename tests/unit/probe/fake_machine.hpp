#pragma once

#include "../facts/registry/blobs.hpp"
#include "../facts/registry/fake_registry.hpp"
#include "../policy/policy_files.hpp"
#include "base/sha256.hpp"
#include "facts/fact_values.hpp"
#include "facts/registry/servicing.hpp"
#include "probe/collect_host.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace acsgate::test {

/// What goes wrong when a port is used: it has nothing, refuses, gives something of another kind, a megabyte, or no answer at
/// all.
enum class Mishap { none, missing, denied, wrong_type, huge, stall };

/// A machine in memory. It records every access, and each of its ports can be told to fail.
struct MachineState {
  FakeRegistry registry;
  OsVersion os;
  ComputerName names{"WEB01", "web01.example.jp"};
  std::map<CertificatePlace, std::vector<std::string>> stores; ///< a place that is not here does not exist
  std::map<std::string, ServiceState> services;
  std::map<std::string, FileVersion> files;
  std::vector<std::string> hotfixes;
  std::vector<Licence> licences;
  std::map<std::string, Mishap> mishaps; ///< by port, or by port and what it is asked (`stores 5`)

  std::mutex mutex;
  std::condition_variable changed;
  bool released = false;
  int stalled = 0;
  std::vector<std::string> accesses;

  /// Records the access and says how it ends.
  ReadStatus use(const std::string &port, const std::string &what = {}) {
    std::unique_lock lock(mutex);
    accesses.push_back(port + (what.empty() ? "" : ' ' + what));
    const Mishap mishap = mishap_of(port, what);
    if (mishap == Mishap::stall) {
      ++stalled;
      changed.wait(lock, [this] { return released; });
      --stalled;
      changed.notify_all();
    }
    return mishap == Mishap::missing      ? ReadStatus::absent
           : mishap == Mishap::denied     ? ReadStatus::denied
           : mishap == Mishap::wrong_type ? ReadStatus::error
                                          : ReadStatus::ok;
  }
  [[nodiscard]] bool huge(const std::string &port, const std::string &what = {}) { return mishap_of(port, what) == Mishap::huge; }
  [[nodiscard]] Mishap mishap_of(const std::string &port, const std::string &what) const {
    for (const std::string &key : {port, port + ' ' + what}) {
      if (const auto found = mishaps.find(key); found != mishaps.end()) {
        return found->second;
      }
    }
    return Mishap::none;
  }
};

inline const std::string k_megabyte(1U << 20U, 'x');

template <class Port> class FakePort : public Port {
public:
  explicit FakePort(std::shared_ptr<MachineState> state) : m(std::move(state)) {}

protected:
  std::shared_ptr<MachineState> m;
};

/// The registry with mishaps for all of it; FakeRegistry has its own for parts of it.
class FakeRegistryPort final : public FakePort<RegistryView> {
public:
  using FakePort::FakePort;
  ReadStatus key(std::string_view path) override {
    const ReadStatus status = m->use("registry");
    return status == ReadStatus::ok ? m->registry.key(path) : status;
  }
  RegistryRead<std::vector<std::string>> subkeys(std::string_view path) override {
    const ReadStatus status = m->use("registry");
    if (m->huge("registry")) {
      return {ReadStatus::ok, {k_megabyte}};
    }
    return status == ReadStatus::ok ? m->registry.subkeys(path) : RegistryRead<std::vector<std::string>>{status, {}};
  }
  RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) override {
    switch (m->use("registry"); m->mishap_of("registry", {})) {
    case Mishap::missing:
      return {ReadStatus::absent, {}};
    case Mishap::denied:
      return {ReadStatus::denied, {}};
    case Mishap::wrong_type:
      return {ReadStatus::ok, {registry_type::multi_sz, "17763"}};
    case Mishap::huge:
      return {ReadStatus::ok, {registry_type::sz, k_megabyte}};
    default:
      return m->registry.value(path, name);
    }
  }
};

class FakeOsVersion final : public FakePort<OsVersionPort> {
public:
  using FakePort::FakePort;
  ProbeRead<OsVersion> version() override { return {m->use("os"), m->os}; }
};

class FakeNames final : public FakePort<ComputerNames> {
public:
  using FakePort::FakePort;
  ProbeRead<ComputerName> names() override {
    const ReadStatus status = m->use("names");
    return {status, m->huge("names") ? ComputerName{k_megabyte, k_megabyte} : m->names};
  }
};

class FakeStores final : public FakePort<CertificateStores> {
public:
  using FakePort::FakePort;
  ProbeRead<std::vector<std::string>> list(CertificatePlace place) override {
    const std::string what = std::to_string(static_cast<int>(place));
    const ReadStatus status = m->use("stores", what);
    if (status != ReadStatus::ok || (!m->huge("stores", what) && !m->stores.contains(place))) {
      return {status == ReadStatus::ok ? ReadStatus::absent : status, {}};
    }
    return {ReadStatus::ok, m->huge("stores", what) ? std::vector{k_megabyte} : m->stores.at(place)};
  }
  ProbeRead<std::string> find(CertificatePlace place, const Thumbprint &sha1) override {
    const ReadStatus status = m->use("find", std::to_string(static_cast<int>(place)));
    if (status == ReadStatus::ok && m->stores.contains(place)) {
      for (const std::string &blob : m->stores.at(place)) {
        if (const auto certificate = parse_certificate(blob); certificate == sha1) {
          return {ReadStatus::ok, blob};
        }
      }
    }
    return {status == ReadStatus::ok ? ReadStatus::absent : status, {}};
  }

private:
  static Thumbprint parse_certificate(const std::string &blob) { // the certificate is the last property
    return *parse_thumbprint(key_name(blob.substr(blob.rfind("\x30"))));
  }
};

class FakeServices final : public FakePort<ServiceStates> {
public:
  using FakePort::FakePort;
  ProbeRead<ServiceState> service(std::string_view name) override {
    const ReadStatus status = m->use("services", std::string(name));
    const auto found = m->services.find(std::string(name));
    return status == ReadStatus::ok && found != m->services.end()
               ? ProbeRead<ServiceState>{ReadStatus::ok, found->second}
               : ProbeRead<ServiceState>{status == ReadStatus::ok ? ReadStatus::absent : status, {}};
  }
};

class FakeFiles final : public FakePort<FileVersions> {
public:
  using FakePort::FakePort;
  ProbeRead<FileVersion> version(const std::string &path) override {
    const ReadStatus status = m->use("files", path);
    const auto found = m->files.find(path);
    return status == ReadStatus::ok && found != m->files.end()
               ? ProbeRead<FileVersion>{ReadStatus::ok, found->second}
               : ProbeRead<FileVersion>{status == ReadStatus::ok ? ReadStatus::absent : status, {}};
  }
};

class FakeManagement final : public FakePort<Management> {
public:
  using FakePort::FakePort;
  ProbeRead<std::vector<std::string>> hotfix_ids() override {
    const ReadStatus status = m->use("hotfixes");
    return {status, m->huge("hotfixes") ? std::vector(20000, k_megabyte.substr(0, 1000)) : m->hotfixes};
  }
  ProbeRead<std::vector<Licence>> licences(const std::vector<std::string> &ids) override {
    return {m->use("licences", std::to_string(ids.size())), m->licences};
  }
};

/// A Windows Server 2019 that is ready for ACS builds and has an Agent, until it is changed.
class FakeMachine {
public:
  static inline const std::string k_nt = R"(SOFTWARE\Microsoft\Windows NT\CurrentVersion)";
  static inline const std::string k_uninstall = R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{1})";
  static inline const std::string k_agent_file = R"(C:\Program Files\Trend Micro\Deep Security Agent\ds_agent.exe)";
  static inline const std::string k_root = fake_der("the wanted root");
  static inline const std::string k_other = fake_der("another root");

  std::shared_ptr<MachineState> state = std::make_shared<MachineState>();
  Policy policy = shipped_policy(); ///< with k_root in place of Microsoft's

  FakeMachine() {
    root_requirement().sha1 = *parse_thumbprint(key_name(k_root));
    root_requirement().sha256 = *parse_thumbprint(sha256_hex(k_root));
    set_build(17763, 2210);
    FakeRegistry &registry = state->registry;
    registry.text(R"(SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName)", "ComputerName", "WEB01");
    registry.text(R"(SOFTWARE\Microsoft\Cryptography)", "MachineGuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    add_package("Microsoft-Windows-Foundation-Package", "10.0.17763.1");
    add_package("Package_for_RollupFix", "17763.2210.1.9");
    add_package("Package_3_for_KB5005112", "17763.2090.1.2");
    registry.add_key(R"(SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update)");
    registry.text(k_uninstall, "DisplayName", "Trend Micro Deep Security Agent").text(k_uninstall, "DisplayVersion", "20.0.6690");
    registry.text(R"(SYSTEM\CurrentControlSet\Services\ds_agent)", "ImagePath", '"' + k_agent_file + '"');
    state->files[k_agent_file] = {20, 0, 0, 6690};
    state->services["ds_agent"] = {"running", "auto"};
    state->stores[CertificatePlace::root] = {blob_of(k_other), blob_of(k_root)};
    state->stores[CertificatePlace::auth_root] = {blob_of(k_root)};
    state->stores[CertificatePlace::disallowed] = {blob_of(fake_der("a distrusted root"))};
  }
  ~FakeMachine() { // threads that were given up come back
    std::unique_lock lock(state->mutex);
    state->released = true;
    state->changed.notify_all();
    state->changed.wait(lock, [this] { return state->stalled == 0; });
  }
  FakeMachine(const FakeMachine &) = delete;
  FakeMachine &operator=(const FakeMachine &) = delete;

  Requirement &root_requirement() {
    return *std::ranges::find(policy.requirements, RequirementKind::root_certificate, &Requirement::kind);
  }
  void set_build(std::uint32_t build, std::uint32_t ubr) {
    state->registry.text(k_nt, "CurrentBuild", std::to_string(build)).text(k_nt, "CurrentBuildNumber", std::to_string(build));
    state->registry.dword(k_nt, "UBR", ubr).text(k_nt, "InstallationType", "Server");
    state->os = {build, OsType::server};
  }
  void add_package(const std::string &name, const std::string &version, std::uint32_t package_state = 0x70) {
    state->registry.dword(std::string(k_packages_key) + '\\' + name + "~31bf3856ad364e35~amd64~~" + version, "CurrentState",
                          package_state);
  }

  [[nodiscard]] CollectedHost collect() const {
    ProbeLimits limits;
    for (const auto &[port, mishap] : state->mishaps) {
      if (mishap == Mishap::stall) {
        limits = same_limits(std::chrono::milliseconds(250));
      }
    }
    return collect_host(ports(), policy, limits);
  }
  [[nodiscard]] std::size_t count(const std::string &access) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(state->accesses, [&](const std::string &made) { return made.starts_with(access); }));
  }

private:
  [[nodiscard]] HostPorts ports() const {
    return {.registry = std::make_shared<FakeRegistryPort>(state),
            .os_version = std::make_shared<FakeOsVersion>(state),
            .names = std::make_shared<FakeNames>(state),
            .certificates = std::make_shared<FakeStores>(state),
            .services = std::make_shared<FakeServices>(state),
            .files = std::make_shared<FakeFiles>(state),
            .management = std::make_shared<FakeManagement>(state),
            .clock = [] { return *parse_timestamp("2026-11-22T12:00:00Z"); }};
  }
};

} // namespace acsgate::test
