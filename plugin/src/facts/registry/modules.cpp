#include "base/text.hpp"
#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_uninstall = R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall)";
constexpr std::string_view k_uninstall_32_bit = R"(SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall)";
constexpr std::string_view k_publisher = "trend micro";
constexpr FactText k_no_version = "unknown"; ///< reads as a version that can't be compared

struct Product {
  std::string_view display_name; ///< in lower case
  FactText module;
};

/// Names in Windows' list of installed programs, whole and exact.
constexpr Product k_products[] = {
    {"trend micro deep security agent", "agent"},
    {"trend micro deep security notifier", "notifier"},
    {"trend micro deep security relay", "relay"},
};

std::string if_text(const RegistryRead<RegistryValue> &read) {
  return read.ok() ? text_of(read.value).value_or(std::string()) : std::string();
}

/// Adds the products of one view; left-overs of old versions are listed beside the new one, and all of them count.
ReadStatus read_programs(RegistryView &view, std::string_view uninstall, RegistryFacts &facts, std::vector<ModuleFact> &modules,
                         bool &any) {
  const auto programs = view.subkeys(uninstall);
  if (!programs.ok()) {
    return programs.status;
  }
  any = any || !programs.value.empty();
  for (const std::string &program : programs.value) {
    const std::string path = std::string(uninstall) + '\\' + program;
    const auto name = view.value(path, "DisplayName");
    if (name.status != ReadStatus::ok && name.status != ReadStatus::absent) {
      return name.status; // this could be one of them
    }
    const std::string display_name = lower_ascii(trimmed(if_text(name)));
    const auto *const product = std::ranges::find(k_products, display_name, &Product::display_name);
    if (product == std::end(k_products)) {
      continue;
    }
    const auto publisher = view.value(path, "Publisher");
    if (publisher.ok() && !lower_ascii(if_text(publisher)).starts_with(k_publisher)) {
      continue;
    }
    const std::string version(trimmed(if_ok(read_text(view, path, "DisplayVersion")).value_or(std::string())));
    modules.push_back({product->module, version.empty() ? k_no_version : facts.host.keep(version), {}});
  }
  return ReadStatus::ok;
}

} // namespace

void read_registry_modules(RegistryView &view, RegistryFacts &facts) {
  std::vector<ModuleFact> modules;
  bool any = false;
  ReadStatus read = read_programs(view, k_uninstall, facts, modules, any);
  if (read == ReadStatus::ok) {
    read = read_programs(view, k_uninstall_32_bit, facts, modules, any);
    read = read == ReadStatus::absent ? ReadStatus::ok : read; // 32-bit Windows has one view
  }
  if (read == ReadStatus::ok && !any) {
    read = ReadStatus::absent; // Windows lists some of its own: a list without any was not read whole
  }
  facts.host.facts.modules.status = group_status(read);
  if (read == ReadStatus::ok) {
    const auto key = [](const ModuleFact &module) { return std::pair(module.module, module.version); };
    std::ranges::sort(modules, {}, key);
    modules.erase(std::ranges::unique(modules, {}, key).begin(), modules.end());
    facts.host.facts.modules.items = std::move(modules);
  }
}

} // namespace acsgate
