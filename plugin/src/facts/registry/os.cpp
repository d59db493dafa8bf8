#include "base/text.hpp"
#include "facts/package_identity.hpp"
#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"

namespace acsgate {

namespace {

constexpr std::string_view k_windows_nt = R"(SOFTWARE\Microsoft\Windows NT\CurrentVersion)";
constexpr std::string_view k_product_options = R"(SYSTEM\CurrentControlSet\Control\ProductOptions)";
constexpr std::string_view k_windows = R"(SYSTEM\CurrentControlSet\Control\Windows)";
constexpr std::string_view k_environment = R"(SYSTEM\CurrentControlSet\Control\Session Manager\Environment)";

constexpr std::uint32_t k_max_number = 0x7FFFFFFF; ///< of facts; no build or revision comes near

std::optional<std::uint32_t> parse_build(const RegistryRead<std::string> &text) {
  unsigned long build = 0;
  return text.ok() && parse_decimal(text.value, k_max_number, build) ? std::optional(static_cast<std::uint32_t>(build))
                                                                     : std::nullopt;
}

/// Both names hold the same; before Windows Vista `CurrentBuild` held words.
std::optional<std::uint32_t> read_build(RegistryView &view, RegistryFacts &facts) {
  const auto number = parse_build(read_text(view, k_windows_nt, "CurrentBuildNumber"));
  const auto build = parse_build(read_text(view, k_windows_nt, "CurrentBuild"));
  if (number && build && *number != *build) {
    facts.notes.push_back("CurrentBuildNumber is " + std::to_string(*number) + " and CurrentBuild " + std::to_string(*build) +
                          ": the build is left unknown");
    return std::nullopt;
  }
  return number ? number : build;
}

OsType parse_installation_type(const std::string &type) {
  return type == "Client"                                      ? OsType::client
         : type.starts_with("Server") || type == "Nano Server" ? OsType::server
                                                               : OsType::unknown;
}

/// `WinNT`, `ServerNT`, and `LanmanNT` for domain controllers.
OsType parse_product_type(const std::string &type) {
  return type == "WinNT" ? OsType::client : type == "ServerNT" || type == "LanmanNT" ? OsType::server : OsType::unknown;
}

OsType read_type(RegistryView &view) {
  const OsType installation =
      parse_installation_type(if_ok(read_text(view, k_windows_nt, "InstallationType")).value_or(std::string()));
  const OsType product = parse_product_type(if_ok(read_text(view, k_product_options, "ProductType")).value_or(std::string()));
  if (installation == OsType::unknown || product == OsType::unknown) {
    return installation == OsType::unknown ? product : installation;
  }
  return installation == product ? installation : OsType::unknown;
}

/// `Service Pack 1` in CSDVersion, which is not there without one; 0x100 in the kernel's own key.
std::optional<std::uint32_t> read_service_pack(RegistryView &view) {
  constexpr std::string_view k_words = "Service Pack ";
  std::optional<std::uint32_t> from_text;
  const auto text = read_text(view, k_windows_nt, "CSDVersion");
  unsigned long number = 0;
  if (text.status == ReadStatus::absent && view.key(k_windows_nt) == ReadStatus::ok) {
    from_text = 0;
  } else if (text.ok() && text.value.starts_with(k_words) && parse_decimal(text.value.substr(k_words.size()), 99, number)) {
    from_text = static_cast<std::uint32_t>(number);
  }
  const auto kernel = read_dword(view, k_windows, "CSDVersion");
  if (!kernel.ok()) {
    return from_text;
  }
  const std::uint32_t pack = (kernel.value >> 8U) & 0xFFU;
  return from_text && *from_text != pack ? std::nullopt : std::optional(pack);
}

/// The third part of BuildLabEx, `17763.1.amd64fre.rs5_release.180914-1434`.
std::string_view arch_of_build_lab(std::string_view lab) {
  for (int dots = 0; dots < 2; ++dots) {
    lab.remove_prefix(std::min(lab.find('.'), lab.size() - 1) + 1);
  }
  lab = lab.substr(0, lab.find('.'));
  return lab.ends_with("fre") || lab.ends_with("chk") ? os_arch(lab.substr(0, lab.size() - 3)) : std::string_view();
}

std::string_view read_arch(RegistryView &view) {
  if (const auto arch = read_text(view, k_environment, "PROCESSOR_ARCHITECTURE"); arch.ok() && !os_arch(arch.value).empty()) {
    return os_arch(arch.value);
  }
  const auto lab = read_text(view, k_windows_nt, "BuildLabEx");
  return lab.ok() && !lab.value.empty() ? arch_of_build_lab(lab.value) : std::string_view();
}

} // namespace

void read_registry_os(RegistryView &view, RegistryFacts &facts) {
  OsFacts &os = facts.host.facts.os;
  os.build = read_build(view, facts);
  if (const auto ubr = read_dword(view, k_windows_nt, "UBR"); ubr.ok() && ubr.value <= k_max_number) {
    os.ubr = ubr.value;
  }
  os.service_pack = read_service_pack(view);
  os.type = read_type(view);
  os.arch = read_arch(view);
  os.edition = facts.host.keep(if_ok(read_text(view, k_windows_nt, "EditionID")).value_or(std::string()));
  os.product_name = facts.host.keep(if_ok(read_text(view, k_windows_nt, "ProductName")).value_or(std::string()));
  const bool known = os.build || os.ubr || os.service_pack || os.type != OsType::unknown || !os.arch.empty();
  // Other keys tell of the system too, but not what counts.
  const ReadStatus key = view.key(k_windows_nt);
  const bool refused = key == ReadStatus::denied || key == ReadStatus::error;
  os.status = known && !refused ? GroupStatus::ok : group_status(key);
  if (os.status == GroupStatus::ok) {
    os.family = OsFamily::windows; // nothing else has such a registry
  }
}

} // namespace acsgate
