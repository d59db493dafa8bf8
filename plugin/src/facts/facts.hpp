#pragma once

#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace acsgate {

/// A Microsoft Knowledge Base number without the letters: 5005625 for KB5005625.
using Kb = std::uint32_t;

/// How the read of one group of facts ended. `missing`: the document has no such group. Only `ok` is evidence; every other
/// status leaves the group's values unknown, whatever they hold.
enum class GroupStatus : std::uint8_t { missing, ok, absent, denied, error, unsupported };

/// Text in facts is borrowed: it lives as long as the document or arena that it was read into (see facts_json.hpp).
using FactText = std::string_view;

struct Group {
  GroupStatus status = GroupStatus::missing;
  FactText source;
  [[nodiscard]] bool ok() const { return status == GroupStatus::ok; }
};

/// A certificate thumbprint: SHA-1 (20 bytes) or SHA-256 (32 bytes).
struct Thumbprint {
  std::array<std::uint8_t, 32> bytes{};
  std::uint8_t size = 0;
  bool operator==(const Thumbprint &) const = default;
};

struct HostFacts {
  FactText id;
  FactText name;
  FactText fqdn;
  std::vector<std::pair<FactText, FactText>> labels;
};

enum class OsFamily : std::uint8_t { unknown, windows, other };
enum class OsType : std::uint8_t { unknown, client, server };

struct OsFacts : Group {
  OsFamily family = OsFamily::unknown;
  std::optional<std::uint32_t> build;
  std::optional<std::uint32_t> ubr; ///< update build revision
  std::optional<std::uint32_t> service_pack;
  OsType type = OsType::unknown;
  FactText edition;
  FactText arch;
  FactText product_name;
};

/// State of a servicing package as the gate reads it; `other` is any state that proves nothing.
enum class PackageState : std::uint8_t { other, installed, install_pending };

struct PackageFact {
  FactText name;    ///< `Package_for_RollupFix`, `Package_for_KB5006729`
  FactText version; ///< `17763.2114.1.9`
  PackageState state = PackageState::other;
};

struct UpdateFacts : Group {
  std::optional<std::vector<Kb>> hotfixes; ///< nullopt: the list was not read
  std::optional<std::vector<PackageFact>> packages;
};

struct RebootFacts : Group {
  std::optional<std::vector<FactText>> pending; ///< names of the restart signals that are set
};

enum class AutoUpdate : std::uint8_t { unknown, enabled, disabled };

struct RootFacts : Group {
  std::optional<std::vector<Thumbprint>> present;
  std::optional<std::vector<Thumbprint>> disallowed;
  AutoUpdate auto_update = AutoUpdate::unknown;
};

struct EsuFacts : Group {
  std::optional<bool> licensed;
  std::vector<FactText> products;
};

struct ModuleFact {
  FactText module; ///< `agent`, `relay`, `notifier`, ...
  FactText version;
  FactText line;
};

struct ModuleFacts : Group {
  std::optional<std::vector<ModuleFact>> items;
};

struct ServiceFact {
  FactText name;
  FactText state;
  FactText start;
};

struct ServiceFacts : Group {
  std::optional<std::vector<ServiceFact>> items;
};

/// What is known of one host at one moment (`acsgate.facts/v1`). Whatever was not read is unknown: never zero, empty or false.
struct Facts {
  HostFacts host;
  std::optional<Timestamp> collected_at;
  FactText source;
  OsFacts os;
  UpdateFacts updates;
  RebootFacts reboot;
  RootFacts roots;
  EsuFacts esu;
  ModuleFacts modules;
  ServiceFacts services;
};

} // namespace acsgate
