#include "facts/import/ansible_facts.hpp"

#include "base/text.hpp"
#include "facts/import/windows_name.hpp"
#include "facts/import/windows_version.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_ansible_prefix = "ansible_";
constexpr std::string_view k_ansible = "ansible";

template <auto member, class Target> bool text(JsonReader &json, const JsonValue &value, Target &target) {
  return value.element.is_null() || json.text(value, target.*member);
}

template <auto member, class Target> bool boolean(JsonReader &json, const JsonValue &value, Target &target) {
  return value.element.is_null() || json.boolean(value, target.*member);
}

/// A number from Windows, text from elsewhere.
bool epoch(JsonReader &json, const JsonValue &value, AnsibleFacts &facts) {
  return value.element.is_string() ? json.text(value, facts.epoch_text)
                                   : value.element.is_null() || json.number(value, facts.epoch);
}

constexpr JsonField<AnsibleFacts> k_date_time[] = {{"iso8601", text<&AnsibleFacts::iso8601>}, {"epoch_int", epoch}};

bool date_time(JsonReader &json, const JsonValue &value, AnsibleFacts &facts) {
  return value.element.is_null() || json.object(value, k_date_time, facts);
}

constexpr std::size_t k_ansible_fields = 14;

struct Fields {
  JsonField<AnsibleFacts> rows[k_ansible_fields];
};

constexpr Fields k_facts{{
    {"ansible_os_family", text<&AnsibleFacts::os_family>},
    {"ansible_system", text<&AnsibleFacts::system>},
    {"ansible_hostname", text<&AnsibleFacts::hostname>},
    {"ansible_netbios_name", text<&AnsibleFacts::netbios_name>},
    {"ansible_fqdn", text<&AnsibleFacts::fqdn>},
    {"ansible_domain", text<&AnsibleFacts::domain>},
    {"ansible_distribution", text<&AnsibleFacts::distribution>},
    {"ansible_distribution_version", text<&AnsibleFacts::distribution_version>},
    {"ansible_os_product_type", text<&AnsibleFacts::os_product_type>},
    {"ansible_os_installation_type", text<&AnsibleFacts::os_installation_type>},
    {"ansible_architecture", text<&AnsibleFacts::architecture>},
    {"ansible_architecture2", text<&AnsibleFacts::architecture2>},
    {"ansible_reboot_pending", boolean<&AnsibleFacts::reboot_pending>},
    {"ansible_date_time", date_time},
}};

constexpr Fields k_bare_facts = [] {
  Fields bare = k_facts;
  for (JsonField<AnsibleFacts> &row : bare.rows) {
    row.key.remove_prefix(k_ansible_prefix.size());
  }
  return bare;
}();

/// One of these tells the setup module's facts from any other object.
bool holds_facts(simdjson::dom::element value, std::string_view prefix) {
  static constexpr std::string_view k_telling[] = {"os_family", "distribution_version"};
  return std::ranges::any_of(k_telling,
                             [&](std::string_view name) { return !value[std::string(prefix) + std::string(name)].error(); });
}

bool facts(JsonReader &json, const JsonValue &value, AnsibleOutcome &outcome) {
  const bool prefixed = holds_facts(value.element, k_ansible_prefix);
  outcome.holds_facts = prefixed || holds_facts(value.element, "");
  return json.object(value, (prefixed ? k_facts : k_bare_facts).rows, outcome.facts);
}

/// A message may be long, and of any type; it is only shown.
bool message(JsonReader &json, const JsonValue &value, AnsibleOutcome &outcome) {
  std::string_view found;
  if (value.element.get(found) == simdjson::SUCCESS) {
    outcome.message = found;
  }
  (void)json;
  return true;
}

bool payload(JsonReader &json, const JsonValue &value, AnsibleOutcome &outcome) {
  return value.element.get(outcome.payload) == simdjson::SUCCESS || json.must_be(value, "a string");
}

constexpr JsonField<AnsibleOutcome> k_outcome[] = {
    {"ansible_facts", facts},
    {"failed", boolean<&AnsibleOutcome::failed>},
    {"unreachable", boolean<&AnsibleOutcome::unreachable>},
    {"msg", message},
    {"__payload__", payload},
};

/// Installation type before product type: Windows 10 multi-session is a client that calls itself a server. Where they differ
/// in another way nothing is known.
OsType type_of(const AnsibleFacts &facts) {
  const bool server = facts.os_product_type == "server" || facts.os_product_type == "domain_controller";
  const OsType product = server ? OsType::server : facts.os_product_type == "workstation" ? OsType::client : OsType::unknown;
  if (facts.os_installation_type == "Client") {
    return OsType::client;
  }
  if (facts.os_installation_type.starts_with("Server") || facts.os_installation_type == "Nano Server") {
    return product == OsType::client ? OsType::unknown : OsType::server;
  }
  return product;
}

/// `epoch_int` is the same in every language; `iso8601` has the year of the system's calendar (2569 in Thailand).
std::optional<Timestamp> collected_at(const AnsibleFacts &facts) {
  unsigned long seconds = 0;
  if (facts.epoch || parse_decimal(facts.epoch_text, 4102444800UL, seconds)) {
    return Timestamp(std::chrono::seconds(facts.epoch ? *facts.epoch : seconds));
  }
  return parse_timestamp(facts.iso8601);
}

void read_windows(const AnsibleFacts &facts, OsFacts &os) {
  static constexpr unsigned k_service_pack_bits = 16; // .NET: the upper half of the fourth part
  os.family = OsFamily::windows;
  os.type = type_of(facts);
  if (const auto version = parse_windows_version(facts.distribution_version)) {
    os.build = version->build;
    if (version->major < 10 && version->fourth) {
      os.service_pack = *version->fourth >> k_service_pack_bits;
    }
  }
}

} // namespace

bool read_ansible_outcome(JsonReader &json, simdjson::dom::element document, AnsibleOutcome &outcome) {
  const JsonValue top{document, nullptr, {}, std::nullopt};
  const bool cached = holds_facts(document, k_ansible_prefix) && document["ansible_facts"].error();
  const bool bare = !cached && holds_facts(document, "") && document["ansible_facts"].error();
  return cached || bare ? facts(json, top, outcome) : json.object(top, k_outcome, outcome);
}

AnsibleHost host_of(const AnsibleFacts &facts, std::string_view inventory_name) {
  AnsibleHost result;
  OwnedFacts &host = result.host;
  const auto keep = [&host](std::string_view text) { return host.keep(std::string(text)); };
  const bool windows = facts.os_family == "Windows" || (facts.os_family.empty() && facts.system == "Win32NT");
  // Other tools call a Windows computer by its NetBIOS name.
  const FactText name = !facts.netbios_name.empty() ? facts.netbios_name : facts.hostname;
  host.facts.host.name = keep(name.empty() ? inventory_name : name);
  const std::string with_domain = std::string(facts.hostname) + '.' + std::string(facts.domain);
  host.facts.host.fqdn = is_dns_domain(facts.fqdn)                                         ? keep(facts.fqdn)
                         : is_dns_domain(facts.domain) && is_computer_name(facts.hostname) ? keep(with_domain)
                                                                                           : FactText();
  OsFacts &os = host.facts.os;
  if (windows) {
    read_windows(facts, os);
  } else if (!facts.os_family.empty() || !facts.system.empty()) {
    os.family = OsFamily::other;
  }
  os.arch =
      architecture_of(facts.architecture2.empty() || facts.architecture2 == "unknown" ? facts.architecture : facts.architecture2);
  os.product_name = is_short_text(facts.distribution) ? keep(trimmed(facts.distribution)) : FactText();
  if (os.family != OsFamily::unknown || os.build || !os.arch.empty() || !os.product_name.empty()) {
    os.status = GroupStatus::ok;
    os.source = k_ansible;
  }
  host.facts.collected_at = collected_at(facts);
  result.undated = !host.facts.collected_at && !(facts.iso8601.empty() && facts.epoch_text.empty());
  result.restart_pending = windows && facts.reboot_pending.value_or(false);
  return result;
}

} // namespace acsgate
