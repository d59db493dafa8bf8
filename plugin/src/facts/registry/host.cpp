#include "base/text.hpp"
#include "facts/registry/computer_name.hpp"
#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_tcpip = R"(SYSTEM\CurrentControlSet\Services\Tcpip\Parameters)";
constexpr std::string_view k_cryptography = R"(SOFTWARE\Microsoft\Cryptography)";

/// `6f9619ff-8b86-d011-b42d-00c04fc964ff`
bool is_guid(std::string_view text) {
  constexpr std::string_view k_shape = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  return text.size() == k_shape.size() && std::ranges::equal(text, k_shape, [](char c, char shape) {
           const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           return shape == 'h' ? hex : c == shape;
         });
}

/// The first of `texts` that is there and not empty.
std::string first_known(std::initializer_list<RegistryRead<std::string>> texts) {
  for (const auto &text : texts) {
    if (text.ok() && !trimmed(text.value).empty()) {
      return std::string(trimmed(text.value));
    }
  }
  return {};
}

} // namespace

/// The name is the one in force: after a rename, `ComputerName` holds the name from the next start on.
void read_registry_host(RegistryView &view, RegistryFacts &facts) {
  HostFacts &host = facts.host.facts.host;
  const std::string dns_name = first_known({read_text(view, k_tcpip, "Hostname"), read_text(view, k_tcpip, "NV Hostname")});
  const std::string domain = first_known({read_text(view, k_tcpip, "Domain"), read_text(view, k_tcpip, "NV Domain")});
  const std::string name =
      first_known({read_text(view, k_active_name, "ComputerName"), read_text(view, k_next_name, "ComputerName")});
  host.name = facts.host.keep(name.empty() ? dns_name : name);
  if (!dns_name.empty() && !domain.empty()) {
    host.fqdn = facts.host.keep(dns_name + '.' + domain);
  }
  const auto id = read_text(view, k_cryptography, "MachineGuid");
  if (id.ok() && is_guid(id.value)) {
    host.id = facts.host.keep(lower_ascii(id.value));
  }
}

} // namespace acsgate
