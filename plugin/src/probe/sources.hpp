#pragma once

#include "facts/registry/registry_facts.hpp"
#include "policy/policy.hpp"
#include "probe/host_ports.hpp"

#include <span>
#include <string>
#include <vector>

namespace acsgate {

/// Names of the ports in the facts' sources.
inline constexpr std::string_view k_registry = "registry";
inline constexpr std::string_view k_certificate_stores = "certificate stores";
inline constexpr std::string_view k_service_control_manager = "service control manager";
inline constexpr std::string_view k_file_version = "file version";
inline constexpr std::string_view k_wmi = "wmi";

/// Makes the group one of which nothing is known, and says why.
void fail_group(OwnedFacts &host, Group &group, ReadStatus status, std::string source);

// os.cpp

/// Holds what the registry says against what the kernel says: if they differ, or the kernel can't be asked, nothing is known.
void confirm_os(const ProbeRead<OsVersion> &kernel, OwnedFacts &host);

// roots.cpp

/// The root that a requirement asks for.
struct WantedRoot {
  Thumbprint sha1;
  Thumbprint sha256;
};

struct RootsRead {
  RootFacts facts; ///< source is left empty
  std::string source;
  std::vector<std::string> notes;
};

[[nodiscard]] std::vector<WantedRoot> wanted_roots(const Policy &policy);
[[nodiscard]] RootsRead read_roots(CertificateStores &stores, const std::vector<WantedRoot> &wanted);

// services.cpp

/// A service of the vendor and the module whose program it runs, if it is one.
struct VendorService {
  FactText name;
  FactText module;
};

[[nodiscard]] std::span<const VendorService> vendor_services();

struct ServicesRead {
  ReadStatus status = ReadStatus::error;
  std::vector<ServiceFact> items;
};

[[nodiscard]] ServicesRead read_services(ServiceStates &services);

// modules.cpp

/// A program that a service is registered to run.
struct ServiceProgram {
  FactText module;
  std::string path;
};

struct ProgramVersion {
  FactText module;
  std::string path;
  ProbeRead<FileVersion> version;
};

/// The programs of those vendor's services that the registry knows; one that can't be read is left out with a note.
[[nodiscard]] std::vector<ServiceProgram> service_programs(RegistryView &registry, std::vector<std::string> &notes);
[[nodiscard]] std::vector<ProgramVersion> program_versions(FileVersions &files, const std::vector<ServiceProgram> &programs);
/// Adds the versions to what the list of installed programs says. That list has three parts of a version of four: where a
/// program's version says the same and more, it stands for both.
void add_program_versions(const std::vector<ProgramVersion> &versions, OwnedFacts &host, std::vector<std::string> &notes);

// updates.cpp

/// What is worth asking beyond the registry.
struct Questions {
  bool hotfixes = false;
  std::vector<std::string> activation_ids;
};

[[nodiscard]] Questions open_questions(const Policy &policy, const Facts &facts);
void add_hotfixes(const ProbeRead<std::vector<std::string>> &ids, OwnedFacts &host);
void add_licences(const ProbeRead<std::vector<Licence>> &licences, const Policy &policy, OwnedFacts &host);

} // namespace acsgate
