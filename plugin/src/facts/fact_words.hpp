#pragma once

#include "facts/facts.hpp"

#include <cstddef>
#include <string_view>

namespace acsgate {

inline constexpr std::string_view k_facts_schema = "acsgate.facts/v1";

/// One of a few words that mean something.
template <class T> struct JsonWord {
  std::string_view word;
  T meaning;
};

inline constexpr JsonWord<GroupStatus> k_group_statuses[] = {
    {"ok", GroupStatus::ok},       {"absent", GroupStatus::absent},           {"denied", GroupStatus::denied},
    {"error", GroupStatus::error}, {"unsupported", GroupStatus::unsupported},
};
inline constexpr JsonWord<OsFamily> k_os_families[] = {{"windows", OsFamily::windows}};
inline constexpr JsonWord<OsType> k_os_types[] = {{"client", OsType::client}, {"server", OsType::server}};
inline constexpr JsonWord<AutoUpdate> k_auto_update[] = {{"enabled", AutoUpdate::enabled}, {"disabled", AutoUpdate::disabled}};
inline constexpr JsonWord<PackageState> k_package_states[] = {
    {"installed", PackageState::installed},
    {"permanent", PackageState::installed}, // installed and not to be removed
    {"install-pending", PackageState::install_pending},
};

/// As facts write it; `missing` for what they have no word for, because nothing is there.
constexpr std::string_view word_of(GroupStatus status) {
  for (const auto &[word, meaning] : k_group_statuses) {
    if (meaning == status) {
      return word;
    }
  }
  return "missing";
}

/// Longest text that is kept, in bytes.
inline constexpr std::size_t k_max_fact_text = 4096;

// Longest lists, each far above what a host shows.
inline constexpr std::size_t k_most_labels = 256;
inline constexpr std::size_t k_most_hotfixes = 10000;
inline constexpr std::size_t k_most_packages = 20000;
inline constexpr std::size_t k_most_pending = 1000;
inline constexpr std::size_t k_most_thumbprints = 10000;
inline constexpr std::size_t k_most_products = 1000;
inline constexpr std::size_t k_most_modules = 1000;
inline constexpr std::size_t k_most_services = 10000;

} // namespace acsgate
