#include "facts/import/importer.hpp"

namespace acsgate {

namespace {

constexpr std::size_t k_one_host = 8U << 20U;    ///< a report on one host has some hundred kilobytes
constexpr std::size_t k_registry = 32U << 20U;   ///< 3,000 servicing packages in UTF-16
constexpr std::size_t k_many_hosts = 64U << 20U; ///< 50,000 hosts with their hotfix lists

constexpr Importer k_importers[] = {
    {"ansible", "Ansible's setup module (JSON, also a fact cache)", k_many_hosts, import_ansible},
    {"configmgr-csv", "ConfigMgr export with one host a row", k_many_hosts, import_configmgr_csv},
    {"dism", "dism /online /get-packages, table or list", k_one_host, import_dism},
    {"hotfixes", "wmic qfe, Get-HotFix, or a list of KB numbers", k_one_host, import_hotfixes},
    {"reg", "Registry exports (.reg)", k_registry, import_reg},
    {"systeminfo", "systeminfo in any language", k_one_host, import_systeminfo},
};

} // namespace

std::span<const Importer> importers() { return k_importers; }

} // namespace acsgate
